package org.bancada.rollout.internal;

import static org.bancada.rollout.NodeRolloutState.CONFIRMED;
import static org.bancada.rollout.NodeRolloutState.FAILED;
import static org.bancada.rollout.NodeRolloutState.FETCHING;
import static org.bancada.rollout.NodeRolloutState.ROLLED_BACK;
import static org.bancada.rollout.NodeRolloutState.SKIPPED;
import static org.bancada.rollout.NodeRolloutState.WAITING_IDLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Node;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.image.Image;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSample;
import org.bancada.rollout.RolloutState;

/** Rollouts to real nodes: sshd, node scripts and aria2c of the practice lab. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("practice-lab")
class PracticeRolloutTest {
    private static final int MIB = 1 << 20;

    private final Saboteur saboteur = new Saboteur();
    private Workbench workbench;
    private Lab lab;
    private List<Node> nodes;

    /** Does harm at a chosen moment, on the way to real nodes. */
    private static final class Saboteur extends DelegatingRemote {
        final Set<String> tamperedManifests = ConcurrentHashMap.newKeySet();
        Path temporary;
        volatile Consumer<String> beforeCommand = command -> {
        };

        @Override
        public void send(Node node, Path file, String destination, Progress progress) throws ProblemException {
            if (destination.endsWith("/manifest") && tamperedManifests.contains(node.name())) {
                try {
                    Path changed = Files.writeString(temporary.resolve("manifest"), Files.readString(file).replace("ostype=linux", "ostype=other"));
                    real.send(node, changed, destination, progress);
                    return;
                } catch (java.io.IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            }
            real.send(node, file, destination, progress);
        }

        @Override
        public int follow(Node node, String commandLine, byte[] stdin, Duration connectTimeout, Progress cancel, Consumer<String> stdout,
                Consumer<String> stderr) throws ProblemException {
            beforeCommand.accept(node.name() + " " + commandLine);
            return real.follow(node, commandLine, stdin, connectTimeout, cancel, stdout, stderr);
        }
    }

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        saboteur.temporary = Files.createDirectory(root.resolve("tmp"));
        workbench = new Workbench(root.resolve("data"), saboteur);
        lab = new Lab(root.resolve("lab"));
        nodes = lab.start(4, workbench);
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
        workbench.close();
    }

    @AfterEach
    void heal() throws Exception {
        saboteur.tamperedManifests.clear();
        saboteur.beforeCommand = command -> {
        };
        for (Node node : nodes) {
            lab.heal(node, "all");
        }
    }

    private static RolloutOptions options(int stallSeconds, int wakeSeconds) {
        return new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofSeconds(stallSeconds), Duration.ofDays(1), Duration.ofSeconds(wakeSeconds),
                Duration.ofMinutes(10));
    }

    private Rollout start(Image image, List<Node> targets, RolloutOptions options) throws Exception {
        return Workbench.run(workbench.rollouts.start(image, targets, options));
    }

    private static NodeProgress of(Rollout rollout, Node node) {
        return rollout.nodes().stream().filter(progress -> progress.uuid().equals(node.uuid())).findFirst().orElseThrow();
    }

    private String imagesIni(Node node) throws Exception {
        return Files.readString(lab.on(node, "/qcow2/backing/images.ini"));
    }

    private void assertState(Rollout rollout, Node node, NodeRolloutState state, String reason) {
        NodeProgress progress = of(rollout, node);
        assertEquals(state, progress.state(), progress.toString());
        assertTrue(progress.reason().contains(reason), progress.toString());
    }

    @Test
    void everyNodeEndsConfirmedAndTheMasterCopyIsUntouched() throws Exception {
        Image image = workbench.image("Ubuntu 24.04", "3", 20 * MIB, 1);
        Path master = workbench.images.file(image);
        var before = Files.getLastModifiedTime(master);
        List<Rollout> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        Rollout rollout;
        try (var listening = workbench.rollouts.onChange(seen::add)) {
            rollout = workbench.awaitEnd(start(image, nodes, RolloutOptions.defaults("*")).id(), 120);
            assertEquals(RolloutState.COMPLETED, rollout.state());
            workbench.await(rollout.id(), 5, now -> seen.getLast().state() == RolloutState.COMPLETED);
        }
        assertTrue(seen.size() >= 3 && seen.size() < 100, "told " + seen.size() + " times");
        for (Node node : nodes) {
            assertEquals(-1, Files.mismatch(master, lab.on(node, "/qcow2/backing/" + image.sha256())));
            assertTrue(imagesIni(node).contains(image.sha256()));
        }
        assertEquals(before, Files.getLastModifiedTime(master));
        workbench.images.verify(image, Progress.none());
        assertTrue(rollout.nodes().stream().allMatch(node -> node.state() == CONFIRMED && node.bytes() == image.size()));
        var entry = workbench.audit.entries(Query.parse("what: rollout*"), 1).getFirst();
        assertEquals("completed, 4 confirmed", entry.result());
        assertEquals(4, entry.nodes().size());

        assertTheCourseIsKnown(rollout, image);
        Rollout again = workbench.awaitEnd(start(image, nodes, RolloutOptions.defaults("*")).id(), 60);
        assertEquals(RolloutState.COMPLETED, again.state());
        assertEquals(0, workbench.rollouts.report(again).buildings().stream().mapToLong(RolloutReport.Building::bytes).sum(), "nothing had to travel");
    }

    /** What came in, and from whom: each node the image once; at least one copy over each uplink, from this machine at least one copy in all. */
    private void assertTheCourseIsKnown(Rollout rollout, Image image) {
        RolloutReport report = workbench.rollouts.report(rollout);
        long came = report.buildings().stream().mapToLong(RolloutReport.Building::bytes).sum();
        long origin = report.buildings().stream().mapToLong(RolloutReport.Building::originBytes).sum();
        // A piece that two peers sent at the end of the download came twice.
        assertTrue(came >= nodes.size() * image.size() && came < nodes.size() * image.size() * 1.1, came + " of " + nodes.size() * image.size());
        assertTrue(origin >= image.size() && origin < came, origin + " of " + came);
        assertTrue(report.buildings().stream().allMatch(building -> building.copies() >= 1), report.toString());
        assertTrue(report.download().isPositive() && report.nodes().stream().allMatch(line -> line.download().orElseThrow().isPositive()), report.toString());
        List<RolloutSample> samples = workbench.rollouts.samples(rollout);
        for (int i = 1; i < samples.size(); i++) {
            RolloutSample later = samples.get(i);
            samples.subList(0, i).stream().filter(sample -> sample.building().equals(later.building())).forEach(
                    earlier -> assertTrue(earlier.bytes() <= later.bytes() && earlier.originBytes() <= later.originBytes(), samples.toString()));
        }
    }

    @Test
    void everyFaultHasItsReasonAndRetryTouchesOnlyTheFailedNodes() throws Exception {
        lab.fault(nodes.get(0), "wifi-only");
        lab.fault(nodes.get(1), "clock-wrong");
        lab.fault(nodes.get(2), "host-key");
        Image image = workbench.image("Faults", "1", 3 * MIB, 2);
        Rollout rollout = workbench.awaitEnd(start(image, nodes, options(30, 10)).id(), 90);
        assertEquals(RolloutState.PARTIAL, rollout.state());
        assertState(rollout, nodes.get(0), SKIPPED, "Wi-Fi");
        assertState(rollout, nodes.get(1), FAILED, "clock");
        assertState(rollout, nodes.get(2), FAILED, "host key");
        assertState(rollout, nodes.get(3), CONFIRMED, "");
        assertTrue(rollout.nodes().stream().filter(node -> node.state() != CONFIRMED).noneMatch(node -> node.nextAction().isEmpty()));

        heal();
        Plan plan = workbench.rollouts.retry(rollout).plan();
        assertEquals(3, plan.steps().size());
        assertEquals(List.of(nodes.get(3).name()), plan.leftOut().stream().map(Plan.LeftOut::node).toList());
        Rollout retried = workbench.rollouts.retry(rollout).run(plan, Progress.none());
        assertEquals(RolloutState.RUNNING, retried.state());
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 90).state());
    }

    @Test
    void fullDiskSaysHowMuchIsMissing() throws Exception {
        lab.fault(nodes.get(0), "disk-full");
        Image image = workbench.image("Full", "1", 40 * MIB, 3);
        Rollout rollout = workbench.awaitEnd(start(image, nodes.subList(0, 2), options(30, 10)).id(), 90);
        assertState(rollout, nodes.get(0), FAILED, "MiB are missing");
        assertState(rollout, nodes.get(1), CONFIRMED, "");
        assertFalse(imagesIni(nodes.get(0)).contains(image.sha256()));
    }

    @Test
    void anOpenGuestIsWaitedFor() throws Exception {
        lab.fault(nodes.get(0), "guest-open");
        Image image = workbench.image("Guest", "1", 3 * MIB, 4);
        String before = imagesIni(nodes.get(0));
        Rollout rollout = start(image, nodes.subList(0, 1), options(30, 10));
        rollout = workbench.await(rollout.id(), 60, now -> of(now, nodes.get(0)).state() == WAITING_IDLE);
        assertState(rollout, nodes.get(0), WAITING_IDLE, "guest is open");
        assertEquals(before, imagesIni(nodes.get(0)));
        lab.heal(nodes.get(0), "guest-open");
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 90).state());
    }

    @Test
    void aNodeThatIsOffIsWoken() throws Exception {
        lab.fault(nodes.get(0), "off");
        lab.fault(nodes.get(1), "off");
        Node deaf = nodes.get(1);
        Node wrongMac = new Node(deaf.uuid(), deaf.name(), deaf.place(), deaf.model(), deaf.vendor(), deaf.state(), deaf.address(), deaf.sshPort(),
                "02:00:00:00:00:99", deaf.lastReport(), deaf.facts());
        Image image = workbench.image("Asleep", "1", 3 * MIB, 5);
        Rollout rollout = workbench.awaitEnd(start(image, List.of(nodes.get(0), wrongMac), options(30, 12)).id(), 90);
        assertState(rollout, nodes.get(0), CONFIRMED, "");
        assertState(rollout, deaf, FAILED, "did not wake");
    }

    @Test
    void aNodeThatDiesWhileFetchingFailsAndLaterGoesOnWhereItWas() throws Exception {
        Node node = nodes.get(0);
        lab.fault(node, "slow");
        Image image = workbench.image("Dies", "1", 8 * MIB, 6);
        Rollout rollout = start(image, List.of(node), options(8, 5));
        workbench.await(rollout.id(), 60, now -> of(now, node).state() == FETCHING && of(now, node).bytes() > MIB);
        lab.fault(node, "off");
        rollout = workbench.awaitEnd(rollout.id(), 60);
        assertState(rollout, node, FAILED, "not answered");
        assertEquals(RolloutState.PARTIAL, rollout.state());
        lab.heal(node, "all");
        assertEquals(RolloutState.RUNNING, Workbench.run(workbench.rollouts.retry(rollout)).state());
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 90).state());
    }

    @Test
    void aShortPowerCutWhileFetchingNeedsNobody() throws Exception {
        Node node = nodes.get(0);
        lab.fault(node, "slow");
        Image image = workbench.image("Cut", "1", 6 * MIB, 7);
        Rollout rollout = start(image, List.of(node), options(60, 5));
        workbench.await(rollout.id(), 60, now -> of(now, node).bytes() > MIB);
        lab.fault(node, "off");
        lab.heal(node, "off");
        lab.heal(node, "slow");
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 90).state());
    }

    @Test
    void tamperedManifestExpiredManifestAndOlderVersionAreRefused() throws Exception {
        Node node = nodes.get(0);
        Image first = workbench.image("Versions", "2", 3 * MIB, 8);
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(start(first, List.of(node), options(30, 5)).id(), 60).state());

        Image older = workbench.image("Versions", "1.9", 3 * MIB, 9);
        assertState(workbench.awaitEnd(start(older, List.of(node), options(30, 5)).id(), 60), node, FAILED, "newer version");

        Image newer = workbench.image("Versions", "3", 3 * MIB, 10);
        RolloutOptions expired = new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofSeconds(30), Duration.ofSeconds(-5));
        assertState(workbench.awaitEnd(start(newer, List.of(node), expired).id(), 60), node, FAILED, "manifest");

        saboteur.tamperedManifests.add(node.name());
        assertState(workbench.awaitEnd(start(newer, List.of(node), options(30, 5)).id(), 60), node, FAILED, "signature");
        assertTrue(imagesIni(node).contains(first.sha256()));
        assertFalse(imagesIni(node).contains(newer.sha256()));
    }

    @Test
    void anImageThatIsTamperedWithOnTheNodeIsNotActivated() throws Exception {
        Node node = nodes.get(0);
        Image image = workbench.image("Tampered", "1", 3 * MIB, 11);
        saboteur.beforeCommand = command -> {
            if (command.contains("activate -V")) {
                try (RandomAccessFile file = new RandomAccessFile(
                        lab.on(node, "/qcow2/incoming/" + image.sha256() + "/data/" + image.sha256()).toFile(), "rw")) {
                    file.seek(MIB);
                    int old = file.read();
                    file.seek(MIB);
                    file.write(old ^ 1);
                } catch (java.io.IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            }
        };
        Rollout rollout = workbench.awaitEnd(start(image, List.of(node), options(30, 5)).id(), 60);
        assertState(rollout, node, FAILED, "not what was signed");
        assertFalse(imagesIni(node).contains(image.sha256()));
    }

    @Test
    void anImageThatIsTamperedWithOnTheWorkbenchIsNotRolledOut() throws Exception {
        Image image = workbench.image("Master", "1", 3 * MIB, 12);
        Path master = workbench.images.file(image);
        Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-------"));
        try (RandomAccessFile file = new RandomAccessFile(master.toFile(), "rw")) {
            file.write(file.read() ^ 1);
        }
        ProblemException refused = assertThrows(ProblemException.class, () -> start(image, nodes, options(30, 5)));
        assertTrue(refused.getMessage().contains("changed"), refused.getMessage());
        assertTrue(workbench.rollouts.list().stream().noneMatch(rollout -> rollout.image().equals(image.sha256())));
    }

    @Test
    void rollbackGoesToTheBaseBefore() throws Exception {
        List<Node> two = nodes.subList(0, 2);
        Image old = workbench.image("Base", "1", 3 * MIB, 13);
        Image fresh = workbench.image("Base", "2", 3 * MIB, 14);
        workbench.awaitEnd(start(old, two, options(30, 5)).id(), 60);
        Rollout rollout = workbench.awaitEnd(start(fresh, two, options(30, 5)).id(), 60);
        assertEquals(RolloutState.COMPLETED, rollout.state());
        lab.fault(two.get(1), "guest-open");
        rollout = Workbench.run(workbench.rollouts.rollback(rollout, two));
        assertState(rollout, two.get(0), ROLLED_BACK, "");
        assertState(rollout, two.get(1), CONFIRMED, "guest is open");
        assertEquals(RolloutState.PARTIAL, rollout.state());
        assertTrue(imagesIni(two.get(0)).contains(old.sha256()) && !imagesIni(two.get(0)).contains(fresh.sha256()));
        assertTrue(imagesIni(two.get(1)).contains(fresh.sha256()));
        lab.heal(two.get(1), "guest-open");
        rollout = Workbench.run(workbench.rollouts.rollback(rollout, nodes));
        assertEquals(RolloutState.ROLLED_BACK, rollout.state());
    }

    @Test
    void aStopEndsEveryDownloadAndARetryGoesOnWhereItWas() throws Exception {
        List<Node> two = nodes.subList(0, 2);
        for (Node node : two) {
            lab.fault(node, "slow");
        }
        Image image = workbench.image("Halted", "1", 8 * MIB, 16);
        Rollout rollout = start(image, two, options(60, 5));
        workbench.await(rollout.id(), 60, now -> two.stream().allMatch(node -> of(now, node).bytes() > 0));
        Workbench.run(workbench.rollouts.halt(rollout));
        rollout = workbench.awaitEnd(rollout.id(), 30);
        assertEquals(RolloutState.HALTED, rollout.state());
        for (Node node : two) {
            assertState(rollout, node, SKIPPED, "A person stopped");
            Path incoming = lab.on(node, "/qcow2/incoming/" + image.sha256());
            assertTrue(Files.exists(incoming.resolve("data/" + image.sha256())), "what came is kept");
            long aria2 = Long.parseLong(Files.readString(incoming.resolve("aria2.pid")).strip());
            assertFalse(ProcessHandle.of(aria2).filter(process -> process.info().command().orElse("").contains("aria2c")).isPresent());
            assertFalse(imagesIni(node).contains(image.sha256()));
        }
        heal();
        Workbench.run(workbench.rollouts.retry(rollout));
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 90).state());
    }

    @Test
    void cancelRemovesWhatWasDownloaded() throws Exception {
        Node node = nodes.get(0);
        lab.fault(node, "slow");
        Image image = workbench.image("Cancelled", "1", 8 * MIB, 15);
        Rollout rollout = start(image, List.of(node), options(60, 5));
        workbench.await(rollout.id(), 60, now -> of(now, node).bytes() > 0);
        Workbench.run(workbench.rollouts.cancel(rollout));
        rollout = workbench.awaitEnd(rollout.id(), 30);
        assertEquals(RolloutState.CANCELLED, rollout.state());
        assertState(rollout, node, SKIPPED, "cancelled");
        assertFalse(Files.exists(lab.on(node, "/qcow2/incoming/" + image.sha256())));
    }
}
