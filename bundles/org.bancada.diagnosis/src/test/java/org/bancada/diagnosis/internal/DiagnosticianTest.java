package org.bancada.diagnosis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.bancada.core.Node;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Diagnosis.Happening;
import org.bancada.diagnosis.Diagnosis.Verdict;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.Situation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From what nodes report, log and are told to what is said of them, through the real stores. */
@Timeout(120)
class DiagnosticianTest {
    private static final Path SHARED = Path.of("../../../shared/data");

    @TempDir
    private Path root;
    private Lab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(root);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private List<String> causes(int node) throws Exception {
        return lab.examine(node).findings().stream().map(Finding::cause).toList();
    }

    private String evidence(int node, String cause) throws Exception {
        return lab.examine(node).findings().stream().filter(finding -> finding.cause().equals(cause)).findFirst().orElseThrow().evidence().toString();
    }

    @Test
    void aHealthyNodeIsSaidToBeSoAndWhatWasLookedAt() throws Exception {
        lab.report(1, lab.healthy());
        Verdict verdict = lab.examine(1);
        assertEquals(List.of(), verdict.findings());
        assertEquals(9, verdict.looked().size());
        assertEquals(List.of(), verdict.unseen());
        assertEquals(0, verdict.weight());
    }

    @Test
    void memoryThatGoesMissingIsFoundFromTheReportsAndComesBack() throws Exception {
        lab.report(1, lab.healthy());
        lab.pass(Duration.ofMinutes(15));
        lab.report(1, lab.healthy().replace("MemTotal:        7997824 kB", "MemTotal:        3998912 kB"));
        assertEquals(List.of("half-the-ram"), causes(1));
        assertTrue(evidence(1, "half-the-ram").contains("7.6 GiB"), evidence(1, "half-the-ram"));
        lab.pass(Duration.ofMinutes(15));
        lab.report(1, lab.healthy());
        assertEquals(List.of(), causes(1));
    }

    @Test
    void halfTheMemoryIsFoundBesideTheModulesOfARealMachine() throws Exception {
        Path real = SHARED.resolve("hardware/dell-optiplex-7010-0799BF2255F6/dmidecode.txt");
        Assumptions.assumeTrue(Files.exists(real));
        String modules = "---- dmidecode ----\n" + Files.readString(real, StandardCharsets.UTF_8);
        long mib = java.util.regex.Pattern.compile("(?m)^\\s+Size: (\\d+) (MB|GB)$").matcher(modules).results()
                .mapToLong(size -> Long.parseLong(size.group(1)) * (size.group(2).equals("GB") ? 1024 : 1)).sum();
        assertTrue(mib >= 2048, "modules of " + mib + " MiB");
        lab.report(1, "---- cat /proc/meminfo ----\nMemTotal: " + mib * 1024 * 97 / 100 + " kB\n" + modules);
        assertFalse(causes(1).contains("half-the-ram"));
        lab.report(2, "---- cat /proc/meminfo ----\nMemTotal: " + mib * 1024 / 2 + " kB\n" + modules);
        assertTrue(causes(2).contains("half-the-ram"));
    }

    @Test
    void wifiInsteadOfTheCableAndACableThatIsSlow() throws Exception {
        lab.report(1, lab.healthy().replace("Speed: 1000Mb/s", "Speed: 100Mb/s"));
        assertEquals(List.of("slow-link"), causes(1));
        assertTrue(evidence(1, "slow-link").contains("100 Mbit/s"), evidence(1, "slow-link"));
        lab.report(2, lab.healthy().replace("eth0: <BROADCAST,MULTICAST,UP,LOWER_UP>", "eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP>").replace("state UP", "state DOWN")
                .replace("    inet 10.1.2.3/24 scope global eth0\n", "3: wlan0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP\n"
                        + "    link/ether 18:03:73:aa:bb:cd brd ff:ff:ff:ff:ff:ff\n    inet 10.9.2.3/24 scope global wlan0\n")
                + "---- cat /proc/net/wireless ----\nInter-| sta-|   Quality\n face | tus | link level noise\n wlan0: 0000   54.  -71.  -256 0 0 0 0 0 0\n");
        assertEquals(List.of("wifi-only"), causes(2));
        assertTrue(evidence(2, "wifi-only").contains("-71 dBm"), evidence(2, "wifi-only"));
    }

    @Test
    void firmwareThatDriftedFromTheRealModelNamesItsProfile() throws Exception {
        lab.report(1, lab.healthy().replace("wakeonlan=lanonly", "wakeonlan=disable"));
        assertEquals(List.of("firmware-drift"), causes(1));
        assertTrue(evidence(1, "firmware-drift").contains("cctk-old.profile"), evidence(1, "firmware-drift"));
    }

    @Test
    void aDiskThatFillsUpIsNamedWithWhatIsFree() throws Exception {
        lab.report(1, lab.healthy().replace("/dev/sda2 30832636  9251336  19989324  32% /", "/dev/sda2 30832636 28674352 2158284 94% /"));
        assertEquals(List.of("disk-nearly-full"), causes(1));
        assertTrue(evidence(1, "disk-nearly-full").contains("94 %"), evidence(1, "disk-nearly-full"));
    }

    @Test
    void aNodeThatFellSilentMissesItsReportUntilItIsWokenInVain() throws Exception {
        lab.pass(Duration.ofHours(-9));
        lab.report(1, lab.healthy());
        lab.pass(Duration.ofHours(9));
        assertEquals(List.of("report-missing"), causes(1));
        lab.audit.append("ana", "wake", List.of(lab.name(1), lab.name(2)), "", "2 done, 0 failed");
        assertEquals(List.of(), causes(1), "it boots");
        lab.pass(Duration.ofMinutes(11));
        assertEquals(List.of("did-not-wake"), causes(1));
        assertEquals(List.of("did-not-wake"), causes(2), "one that never reported");
        lab.report(1, lab.healthy());
        assertEquals(List.of(), causes(1));
    }

    @Test
    void bruteForceOfRealLogsIsFoundOnTheNodeThatLoggedItAndOnNoOther() throws Exception {
        Path real = SHARED.resolve("logs/loghub/Linux_2k.log");
        Assumptions.assumeTrue(Files.exists(real));
        lab.report(1, lab.healthy());
        lab.report(2, lab.healthy());
        List<String> lines = Files.readAllLines(real, StandardCharsets.ISO_8859_1).stream().filter(line -> line.startsWith("Jun 15 02:04:59")).toList();
        assertEquals(10, lines.size(), "failures from one address in one second");
        lab.log(1, lines.stream().map(line -> line.substring(16)).toList(), lab.now().minusSeconds(600), Duration.ofSeconds(1));
        assertEquals(List.of("ssh-brute-force"), causes(1));
        assertTrue(evidence(1, "ssh-brute-force").contains("220-135-151-1.hinet-ip.hinet.net: 10 failed"), evidence(1, "ssh-brute-force"));
        assertEquals(List.of(), causes(2));
        lab.pass(Duration.ofHours(25));
        assertFalse(causes(1).contains("ssh-brute-force"), "of the day before");
    }

    @Test
    void aGuestThatTheKernelKilledIsFoundByTheNodesOwnNameToo() throws Exception {
        lab.report(1, lab.healthy() + "---- hostname ----\nle1-own-name\n");
        String killed = "Out of memory: Killed process 2217 (qemu-system-x86) total-vm:9123456kB, anon-rss:7340032kB, file-rss:0kB";
        lab.log("LE1-OWN-NAME", List.of(killed), lab.now().minusSeconds(60), Duration.ZERO);
        assertEquals(List.of("guest-out-of-memory"), causes(1));
        assertTrue(evidence(1, "guest-out-of-memory").contains("7 GiB"), evidence(1, "guest-out-of-memory"));
    }

    @Test
    void manyNodesTogetherGetTheVerdictsThatEachGetsAlone() throws Exception {
        for (int i = 1; i <= 40; i++) {
            lab.report(i, lab.healthy());
        }
        List<String> tries = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            tries.add("Failed password for invalid user admin from 10.9.8.7 port 37250 ssh2");
        }
        lab.log(7, tries, lab.now().minusSeconds(600), Duration.ofSeconds(5));
        lab.log(31, List.of("Out of memory: Killed process 2217 (qemu-system-x86) total-vm:1kB, anon-rss:7340032kB"), lab.now().minusSeconds(60), Duration.ZERO);
        lab.log("somebody-else", tries, lab.now().minusSeconds(600), Duration.ofSeconds(5));
        lab.audit.append("ana", "reboot", List.of(lab.name(3)), "", "1 done, 0 failed");
        List<Verdict> together = lab.diagnosis().examine(lab.fleet.nodes(), Progress.none());
        List<Verdict> alone = new ArrayList<>();
        for (Node node : lab.fleet.nodes()) {
            alone.add(lab.diagnosis().examine(node, Progress.none()));
        }
        assertEquals(alone, together);
        assertEquals(List.of(lab.name(7), lab.name(31)), together.stream().filter(verdict -> !verdict.findings().isEmpty()).map(verdict -> verdict.node().name())
                .sorted().toList());
    }

    @Test
    void aNodeUnderAttackHidesNothingOfTheOthers() throws Exception {
        for (int i = 1; i <= 25; i++) {
            lab.report(i, lab.healthy());
        }
        List<String> flood = java.util.Collections.nCopies(60_000, "Failed password for root from 10.9.8.7 port 37250 ssh2");
        lab.log(2, flood, lab.now().minusSeconds(3_600), Duration.ofMillis(50));
        lab.log(9, flood.subList(0, 12), lab.now().minusSeconds(80_000), Duration.ofSeconds(5));
        List<Verdict> together = lab.diagnosis().examine(lab.fleet.nodes(), Progress.none());
        assertEquals(List.of(lab.name(2), lab.name(9)), together.stream().filter(verdict -> !verdict.findings().isEmpty()).map(verdict -> verdict.node().name())
                .sorted().toList());
    }

    @Test
    void aCauseThatBreaksAndLogsThatDoNotAnswerKeepNothingElseFromBeingSaid() throws Exception {
        lab.report(1, lab.healthy().replace("Speed: 1000Mb/s", "Speed: 100Mb/s"));
        Cause broken = new Cause() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public Optional<Finding> find(Situation situation) {
                throw new IllegalStateException("a test");
            }
        };
        lab.store.close();
        Verdict verdict = lab.diagnosis(broken).examine(lab.node(1), Progress.none());
        assertEquals(List.of("slow-link"), verdict.findings().stream().map(Finding::cause).toList());
        assertEquals(3, verdict.unseen().size(), verdict.unseen().toString());
        assertEquals(7, verdict.looked().size());
    }

    @Test
    void aQuestionThatIsTakenBackEnds() throws Exception {
        lab.report(1, lab.healthy());
        SimpleProgress stopped = new SimpleProgress();
        stopped.cancel();
        assertThrows(CancellationException.class, () -> lab.diagnosis().examine(lab.node(1), stopped));
        assertThrows(CancellationException.class, () -> lab.diagnosis().around(lab.node(1), lab.now(), stopped));
    }

    private List<Happening> around(int node, Instant moment) throws Exception {
        return lab.diagnosis().around(lab.node(node), moment, Progress.none());
    }

    @Test
    void theTimeLineJoinsChangesActionsRolloutsAndErrorsOfTheLogs() throws Exception {
        lab.report(1, lab.healthy());
        lab.report(2, lab.healthy());
        lab.audit.append("ana", "reboot", List.of(lab.name(1)), "", "1 done, 0 failed");
        lab.log(1, List.of("ata1: hard resetting link, error", "all is well"), lab.now(), Duration.ofSeconds(1));
        String rollout = lab.failedRollout(lab.node(1));
        List<Happening> line = around(1, Instant.now());
        assertEquals(java.util.Set.of(Happening.Kind.values()), line.stream().map(Happening::kind).collect(java.util.stream.Collectors.toSet()), line.toString());
        assertEquals(line.stream().map(Happening::when).sorted().toList(), line.stream().map(Happening::when).toList());
        List<String> rollouts = line.stream().filter(one -> one.kind() == Happening.Kind.ROLLOUT).map(Happening::text).toList();
        assertTrue(rollouts.getFirst().startsWith("rollout " + rollout + ", ubuntu"), rollouts.toString());
        assertTrue(rollouts.getLast().contains(": failed (") && rollouts.getLast().length() > 30, rollouts + " says why");
        assertFalse(line.stream().anyMatch(one -> one.text().contains("all is well")));
        assertTrue(around(2, Instant.now()).stream().noneMatch(one -> one.kind() == Happening.Kind.ROLLOUT || one.kind() == Happening.Kind.ACTION), "another node");
        assertTrue(around(1, Instant.now().minus(Duration.ofDays(3))).isEmpty(), "another day");
    }

    @Test
    void aRolloutThatStillRunsIsShownWheneverItBegan() throws Exception {
        lab.report(1, lab.healthy());
        lab.waitingRollout(lab.node(1));
        List<Happening> line = around(1, Instant.now().minus(Duration.ofDays(3)));
        assertEquals(List.of(Happening.Kind.ROLLOUT), line.stream().map(Happening::kind).toList());
    }
}
