package org.bancada.rollout.internal;

import static org.bancada.rollout.NodeRolloutState.CONFIRMED;
import static org.bancada.rollout.NodeRolloutState.FAILED;
import static org.bancada.rollout.NodeRolloutState.PENDING;
import static org.bancada.rollout.NodeRolloutState.ROLLED_BACK;
import static org.bancada.rollout.NodeRolloutState.SKIPPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.RolloutStep;
import org.bancada.rollout.Schedule;
import org.bancada.rollout.Timetable;
import org.bancada.rollout.Window;
import org.bancada.rollout.internal.FakeRemote.Harm;

/** The states, thresholds and reasons, with nodes that fail at exactly one step. */
class StateMachineTest {
    @TempDir
    Path root;
    private final FakeRemote remote = new FakeRemote();
    private Workbench workbench;
    private Image image;

    @BeforeEach
    void open() throws Exception {
        workbench = new Workbench(root, remote);
        workbench.collector();
        image = workbench.image("Ubuntu", "1", 100_352, 1);
    }

    @AfterEach
    void close() {
        Locale.setDefault(Locale.ENGLISH);
        workbench.close();
    }

    private void reopen() throws Exception {
        workbench.close();
        workbench = new Workbench(root, remote);
    }

    private static Node node(String name) {
        return node(name, Map.of());
    }

    private static Node node(String name, Map<String, String> facts) {
        return new Node(java.util.UUID.nameUUIDFromBytes(name.getBytes()).toString(), name, new Place("c", "A", "r", name), "M", "V",
                NodeState.ONLINE, "127.0.0.9", 22, "", Instant.now(), Facts.of(facts));
    }

    private static List<Node> nodes(String... names) {
        return java.util.Arrays.stream(names).map(StateMachineTest::node).toList();
    }

    private static RolloutOptions options(List<List<Node>> waves, double success, double error) {
        return new RolloutOptions("*", waves, success, error, Duration.ofSeconds(2), Duration.ofDays(1), Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    private Rollout start(List<Node> nodes, RolloutOptions options) throws Exception {
        return Workbench.run(workbench.rollouts.start(image, nodes, options));
    }

    private Rollout toTheEnd(List<Node> nodes, RolloutOptions options) throws Exception {
        return workbench.awaitEnd(start(nodes, options).id(), 40);
    }

    private static NodeProgress of(Rollout rollout, String name) {
        return rollout.nodes().stream().filter(progress -> progress.name().equals(name)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "send", "fetch", "activate -V", "activate", "activate -C"})
    void aNodeThatDiesInAnyStepFailsWithAReasonAndARetryGoesOn(String step) throws Exception {
        remote.harm("n1", step, Harm.DIES);
        Rollout rollout = toTheEnd(nodes("n1", "n2"), options(List.of(), 0.9, 1));
        assertEquals(RolloutState.PARTIAL, rollout.state());
        assertEquals(FAILED, of(rollout, "n1").state());
        assertTrue(of(rollout, "n1").reason().contains("n1"), of(rollout, "n1").toString());
        assertFalse(of(rollout, "n1").nextAction().isEmpty());
        assertEquals(CONFIRMED, of(rollout, "n2").state());
        remote.heal();
        int before = remote.steps("n2").size();
        Workbench.run(workbench.rollouts.retry(rollout));
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 30).state());
        assertEquals(before, remote.steps("n2").size(), "a confirmed node is left alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "send", "fetch", "activate -V", "activate", "activate -C"})
    void aConnectionThatBreaksOnceInAnyStepNeedsNobody(String step) throws Exception {
        remote.harm("n1", step, Harm.BREAKS);
        assertEquals(RolloutState.COMPLETED, toTheEnd(nodes("n1"), options(List.of(), 0.9, 1)).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "fetch", "activate -V", "activate", "activate -C"})
    void aScriptThatIsKilledOnTheNodeIsCalledAgain(String step) throws Exception {
        remote.answer("n1", step, "137");
        remote.before = key -> {
            if (remote.steps("n1").stream().filter(step::equals).count() > 1) {
                remote.heal();
            }
        };
        assertEquals(RolloutState.COMPLETED, toTheEnd(nodes("n1"), options(List.of(), 0.9, 1)).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "send", "fetch", "activate -V", "activate", "activate -C"})
    void theNextStartGoesOnFromAnyStep(String step) throws Exception {
        remote.harm("n1", step, Harm.HANGS);
        Rollout rollout = start(nodes("n1"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> remote.steps("n1").contains(step));
        int before = remote.commands.size();
        workbench.close();
        remote.heal();
        workbench = new Workbench(root, remote);
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 30).state());
        String first = remote.commands.get(before);
        assertEquals("n1 " + (step.equals("send") ? "preflight" : step), first, "it goes on where it was");
    }

    @Test
    void aFetchWithoutProgressStalls() throws Exception {
        remote.harm("n1", "fetch", Harm.HANGS);
        Rollout rollout = toTheEnd(nodes("n1"), options(List.of(), 0.9, 1));
        assertEquals(FAILED, of(rollout, "n1").state());
        assertTrue(of(rollout, "n1").reason().contains("not moved"), rollout.toString());
        assertEquals(1000, of(rollout, "n1").bytes());
    }

    @Test
    void whatADownloadWaitsForIsInTheNodesStateUntilItMoves() throws Exception {
        remote.answer("n1", "fetch", "0", "bytes=5", "waiting=tracker-silent", "state=fetching");
        remote.answer("n2", "fetch", "0", "bytes=5", "waiting=tracker-silent", "state=fetching", "bytes=6", "state=fetching");
        remote.answer("n3", "fetch", "0", "bytes=5", "waiting=something; rm -rf", "state=fetching");
        for (String node : List.of("n1", "n2", "n3")) {
            remote.harm(node, "fetch", Harm.HANGS);
        }
        Rollout rollout = start(nodes("n1", "n2", "n3"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        rollout = workbench.await(rollout.id(), 20, now -> of(now, "n1").reason().contains("tracker") && of(now, "n2").bytes() == 6
                && of(now, "n3").bytes() == 5);
        assertTrue(of(rollout, "n1").nextAction().contains("firewall"), rollout.toString());
        assertEquals("", of(rollout, "n2").reason());
        assertEquals("", of(rollout, "n3").reason());
    }

    @Test
    void aDownloadThatANodeGivesUpFailsWithWhatTheNodeSaw() throws Exception {
        remote.answer("n1", "fetch", "1", "state=failed", "reason=no-peers", "detail=no progress for 1800 s");
        remote.answer("n2", "fetch", "1", "state=failed", "reason=stalled", "detail=no progress for 1800 s");
        Rollout rollout = toTheEnd(nodes("n1", "n2"), options(List.of(), 0, 1));
        assertTrue(of(rollout, "n1").reason().contains("reaches nobody"), rollout.toString());
        assertTrue(of(rollout, "n2").reason().contains("did not move: no progress for 1800 s"), rollout.toString());
    }

    @Test
    void aGuestThatStaysOpenIsNotWaitedForForever() throws Exception {
        remote.answer("n1", "activate", "4", "state=waiting-idle");
        Rollout rollout = toTheEnd(nodes("n1"), options(List.of(), 0.9, 1));
        assertTrue(of(rollout, "n1").reason().contains("guest was open"), rollout.toString());
    }

    @Test
    void aGuestThatLibvirtHasOpenIsSeenAtThePreflightAndHoldsTheSwitch() throws Exception {
        List<String> reasons = new ArrayList<>();
        workbench.rollouts.openGuests = (node, cancel) -> {
            NodeProgress now = of(workbench.rollouts.list().getFirst(), "n1");
            reasons.add(now.state() + " " + now.reason());
            return reasons.size() <= 2 ? List.of("win10") : List.of();
        };
        Rollout rollout = toTheEnd(nodes("n1"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofSeconds(20), Duration.ofDays(1),
                Duration.ofSeconds(2), Duration.ofMinutes(1)));
        assertEquals(CONFIRMED, of(rollout, "n1").state());
        assertEquals(3, reasons.size());
        assertTrue(reasons.get(0).startsWith("PREFLIGHT"), reasons.toString());
        assertTrue(reasons.get(2).startsWith("WAITING_IDLE") && reasons.get(2).contains("win10"), reasons.toString());
        assertEquals(1, remote.steps("n1").stream().filter("activate"::equals).count());
    }

    @Test
    void aNodeWhoseLibvirtDoesNotAnswerIsNotSwitched() throws Exception {
        workbench.rollouts.openGuests = (node, cancel) -> {
            throw new ProblemException(new org.bancada.core.Problem("libvirt has not answered.", "n1", ""));
        };
        Rollout rollout = toTheEnd(nodes("n1"), options(List.of(), 0.9, 1));
        assertEquals(FAILED, of(rollout, "n1").state());
        assertTrue(of(rollout, "n1").reason().contains("libvirt has not answered"), rollout.toString());
        assertEquals(0, remote.steps("n1").stream().filter("activate"::equals).count());
    }

    @Test
    void aCanaryThatFailsStopsEverything() throws Exception {
        remote.answer("n1", "activate -V", "1", "state=failed", "reason=digest-mismatch", "detail=x");
        List<List<Node>> waves = List.of(nodes("n1"), nodes("n2", "n3"));
        Rollout rollout = toTheEnd(nodes("n1", "n2", "n3"), options(waves, 1, 1));
        assertEquals(RolloutState.STOPPED, rollout.state());
        assertEquals(SKIPPED, of(rollout, "n2").state());
        assertTrue(of(rollout, "n3").reason().contains("stopped"));
        assertTrue(remote.steps("n2").isEmpty() && remote.steps("n3").isEmpty());
        assertEquals(List.of(0, 1, 1), rollout.nodes().stream().map(NodeProgress::wave).toList());
        remote.heal();
        Workbench.run(workbench.rollouts.retry(rollout));
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 30).state());
    }

    @Test
    void theNextWaveStartsWhenEnoughOfTheFirstAreConfirmed() throws Exception {
        remote.harm("n2", "fetch", Harm.HANGS);
        List<List<Node>> waves = List.of(nodes("n1", "n2"), nodes("n3"));
        Rollout rollout = start(nodes("n1", "n2", "n3"), new RolloutOptions("*", waves, 0.5, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> of(now, "n3").state() == CONFIRMED);
        assertEquals(RolloutState.RUNNING, workbench.rollout(rollout.id()).state());
    }

    @Test
    void tooManyErrorsStopTheOthers() throws Exception {
        for (String name : List.of("n1", "n2")) {
            remote.answer(name, "preflight", "1", "ok=no", "reason=no-space", "missing_bytes=1048576");
        }
        remote.harm("n3", "fetch", Harm.HANGS);
        remote.harm("n4", "fetch", Harm.HANGS);
        remote.before = step -> {
            while (step.endsWith("preflight") && step.compareTo("n3") < 0 && !remote.commands.containsAll(List.of("n3 fetch", "n4 fetch"))) {
                java.util.concurrent.locks.LockSupport.parkNanos(10_000_000L);
            }
        };
        Rollout rollout = toTheEnd(nodes("n1", "n2", "n3", "n4"),
                new RolloutOptions("*", List.of(), 0.9, 0.25, Duration.ofMinutes(5), Duration.ofDays(1)));
        assertEquals(RolloutState.STOPPED, rollout.state());
        assertTrue(of(rollout, "n1").reason().contains("1 MiB"), rollout.toString());
        assertEquals(SKIPPED, of(rollout, "n3").state());
        assertTrue(remote.steps("n3").contains("fetch -k") && remote.steps("n4").contains("fetch -k"));
    }

    @Test
    void pausedRolloutsStartNoFurtherNode() throws Exception {
        remote.harm("n1", "fetch", Harm.HANGS);
        List<List<Node>> waves = List.of(nodes("n1"), nodes("n2"));
        Rollout rollout = start(nodes("n1", "n2"), new RolloutOptions("*", waves, 1, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> remote.steps("n1").contains("fetch"));
        assertEquals(RolloutState.PAUSED, Workbench.run(workbench.rollouts.pause(rollout)).state());
        remote.heal();
        reopen();
        workbench.await(rollout.id(), 20, now -> of(now, "n1").state() == CONFIRMED);
        assertEquals(PENDING, of(workbench.rollout(rollout.id()), "n2").state());
        assertTrue(workbench.rollouts.pause(rollout).plan().isEmpty());
        Workbench.run(workbench.rollouts.resume(rollout));
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 20).state());
    }

    @Test
    void aCancelThatWasInterruptedIsFinishedByTheNextStart() throws Exception {
        remote.harm("n1", "fetch", Harm.HANGS);
        remote.harm("n1", "fetch -k", Harm.HANGS);
        Rollout rollout = start(nodes("n1"), new RolloutOptions("*", List.of(), 1, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> remote.steps("n1").contains("fetch"));
        assertTrue(workbench.images.remove(image).plan().title().contains("rollout " + rollout.id()));
        assertTrue(workbench.images.remove(image).plan().isEmpty());
        Workbench.run(workbench.rollouts.cancel(rollout));
        workbench.await(rollout.id(), 20, now -> remote.steps("n1").contains("fetch -k"));
        remote.heal();
        reopen();
        rollout = workbench.awaitEnd(rollout.id(), 20);
        assertEquals(RolloutState.CANCELLED, rollout.state());
        assertEquals(SKIPPED, of(rollout, "n1").state());
        assertTrue(workbench.rollouts.cancel(rollout).plan().isEmpty());
        assertFalse(workbench.images.remove(image).plan().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"preflight", "send", "fetch", "activate -V", "activate"})
    void aStopReachesANodeInAnyStepAndARetryGoesOn(String step) throws Exception {
        remote.harm("n1", step, Harm.HANGS);
        Rollout rollout = start(nodes("n1"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> remote.steps("n1").contains(step));
        int before = remote.steps("n1").size();
        Workbench.run(workbench.rollouts.halt(rollout));
        rollout = workbench.awaitEnd(rollout.id(), 20);
        assertEquals(RolloutState.HALTED, rollout.state());
        assertEquals(SKIPPED, of(rollout, "n1").state());
        assertTrue(of(rollout, "n1").reason().contains("A person stopped"), of(rollout, "n1").toString());
        assertEquals(List.of("fetch -p"), remote.steps("n1").subList(before, remote.steps("n1").size()));
        remote.heal();
        Workbench.run(workbench.rollouts.retry(rollout));
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 30).state());
    }

    @Test
    void aNodeThatHadSwitchedIsNotConfirmedByAStopAndCanBeRolledBack() throws Exception {
        remote.harm("n1", "activate -C", Harm.HANGS);
        remote.answer("n1", "fetch -p", "0", "has=active", "state=stopped");
        Rollout rollout = start(nodes("n1"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> remote.steps("n1").contains("activate -C"));
        Plan plan = workbench.rollouts.halt(rollout).plan();
        assertTrue(plan.steps().getLast().what().contains("not confirmed"), plan.toString());
        Workbench.run(workbench.rollouts.halt(rollout));
        rollout = workbench.awaitEnd(rollout.id(), 20);
        assertEquals(FAILED, of(rollout, "n1").state());
        assertTrue(of(rollout, "n1").reason().contains("had switched"), of(rollout, "n1").toString());
        rollout = Workbench.run(workbench.rollouts.rollback(rollout, nodes("n1")));
        assertEquals(ROLLED_BACK, of(rollout, "n1").state());
    }

    @Test
    void aStopIsRepeatedByTheNextStartUntilItIsHeard() throws Exception {
        remote.harm("n1", "fetch", Harm.HANGS);
        remote.harm("n2", "fetch", Harm.HANGS);
        Rollout rollout = start(nodes("n1", "n2"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> remote.commands.contains("n1 fetch") && remote.commands.contains("n2 fetch"));
        remote.dead.add("n2");
        Workbench.run(workbench.rollouts.halt(rollout));
        workbench.await(rollout.id(), 20, now -> of(now, "n1").state() == SKIPPED && remote.steps("n2").contains("fetch -p"));
        assertNull(workbench.rollout(rollout.id()).ended());
        reopen();
        assertEquals(RolloutState.HALTED, workbench.rollout(rollout.id()).state());
        remote.heal();
        rollout = workbench.awaitEnd(rollout.id(), 20);
        assertEquals(RolloutState.HALTED, rollout.state());
        assertEquals(SKIPPED, of(rollout, "n2").state());
    }

    @Test
    void aStopThatANodeNeverHearsSaysSo() throws Exception {
        remote.harm("n1", "fetch", Harm.DIES);
        Rollout rollout = start(nodes("n1"), options(List.of(), 0.9, 1));
        workbench.await(rollout.id(), 20, now -> remote.dead.contains("n1"));
        Workbench.run(workbench.rollouts.halt(rollout));
        rollout = workbench.awaitEnd(rollout.id(), 30);
        assertEquals(FAILED, of(rollout, "n1").state());
        assertTrue(of(rollout, "n1").reason().contains("could not be told"), of(rollout, "n1").toString());
    }

    private static RolloutOptions scheduled(Schedule schedule) {
        return RolloutOptions.defaults("*").withSchedule(schedule);
    }

    @Test
    void nothingIsTouchedBeforeTheStartAndNothingSwitchesDuringClass() throws Exception {
        Instant now = Instant.now();
        Instant end = now.plusSeconds(6);
        Schedule schedule = new Schedule(ZoneId.of("America/Sao_Paulo"), now.plusSeconds(3), List.of(), List.of(),
                List.of(new Timetable("A/r", List.of(new Timetable.Span(now.minusSeconds(60), end)))));
        Rollout rollout = start(nodes("n1"), scheduled(schedule));
        rollout = workbench.await(rollout.id(), 10, now1 -> !of(now1, "n1").reason().isEmpty());
        assertEquals(PENDING, of(rollout, "n1").state());
        assertTrue(of(rollout, "n1").reason().startsWith("Starts "), of(rollout, "n1").toString());
        assertEquals(List.of(), remote.steps("n1"));
        rollout = workbench.await(rollout.id(), 20, now1 -> of(now1, "n1").state() == NodeRolloutState.STAGED && !of(now1, "n1").reason().isEmpty());
        assertTrue(of(rollout, "n1").reason().startsWith("Class until "), of(rollout, "n1").toString());
        assertFalse(remote.steps("n1").contains("activate"));
        assertEquals(RolloutState.COMPLETED, workbench.awaitEnd(rollout.id(), 20).state());
        assertFalse(Instant.now().isBefore(end));
    }

    @Test
    void aScheduleOutlivesARestartAndAStopDuringItTouchesNobody() throws Exception {
        ZoneId zone = ZoneId.of("UTC");
        java.time.ZonedDateTime open = Instant.now().atZone(zone).plusHours(2);
        Window window = Window.parse(String.format("%02d:00-%02d:00", open.getHour(), (open.getHour() + 1) % 24)).orElseThrow();
        Rollout rollout = start(nodes("n1"), scheduled(new Schedule(zone, null, List.of(window), List.of(window),
                List.of(new Timetable("A/r", List.of(new Timetable.Span(Instant.EPOCH, Instant.EPOCH.plusSeconds(9))))))));
        reopen();
        rollout = workbench.await(rollout.id(), 10, now -> of(now, "n1").reason().contains("Window opens"));
        Schedule kept = workbench.rollouts.schedule(rollout);
        assertEquals(List.of(window), kept.activate());
        assertEquals(1, kept.timetables().getFirst().classes().size());
        Workbench.run(workbench.rollouts.halt(rollout));
        rollout = workbench.awaitEnd(rollout.id(), 20);
        assertEquals(SKIPPED, of(rollout, "n1").state());
        assertEquals(List.of(), remote.steps("n1"));
    }

    @Test
    void thePlanTellsTheScheduleAndRefusesAStartAfterTheExpiry() throws Exception {
        Instant now = Instant.now();
        Schedule schedule = new Schedule(ZoneId.of("UTC"), now.plusSeconds(3600), List.of(Window.parse("nights").orElseThrow()),
                List.of(Window.parse("weekends").orElseThrow()), List.of(new Timetable("A/r", List.of(new Timetable.Span(now, now.plusSeconds(60))))));
        String plan = workbench.rollouts.start(image, nodes("n1"), scheduled(schedule)).plan().toString();
        for (String word : List.of("Starts ", "22:00-06:00", "sat,sun 00:00-24:00", "A/r (1 nodes, 1 classes")) {
            assertTrue(plan.contains(word), plan);
        }
        Schedule late = new Schedule(ZoneId.of("UTC"), now.plus(Duration.ofDays(31)), List.of(), List.of(), List.of());
        ProblemException refused = assertThrows(ProblemException.class, () -> workbench.rollouts.start(image, nodes("n1"), scheduled(late)).plan());
        assertTrue(refused.getMessage().contains("expired"), refused.getMessage());
    }

    @Test
    void anImageThatIsGoneEndsTheRolloutWithAReason() throws Exception {
        remote.harm("n1", "fetch", Harm.HANGS);
        Rollout rollout = start(nodes("n1"), new RolloutOptions("*", List.of(), 1, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> remote.steps("n1").contains("fetch"));
        // What a removal of the program refuses, a person's own hand on the database or a restored backup can do.
        workbench.database.write(connection -> connection.prepareStatement("DELETE FROM image_image").executeUpdate());
        reopen();
        rollout = workbench.awaitEnd(rollout.id(), 20);
        assertTrue(of(rollout, "n1").reason().contains("catalogue"), rollout.toString());
    }

    @Test
    void whateverANodePrintsIsAFailureOfThatNodeAlone() throws Exception {
        remote.answer("n1", "preflight", "0", "ok=maybe");
        remote.answer("n2", "preflight", "0", "x".repeat(60_000), "=", "ok=yes\u0000", "\u001b[31mred");
        remote.answer("n3", "fetch", "0", "bytes=-5", "bytes=99999999999999999999", "speed=abc", "state=");
        remote.answer("n4", "activate -V", "1", "state=failed", "reason=made-up\u001b[2J", "detail=" + "y".repeat(5000));
        remote.answer("n5", "preflight", "127");
        Rollout rollout = toTheEnd(nodes("n1", "n2", "n3", "n4", "n5", "n6"), options(List.of(), 0.1, 1));
        assertEquals(RolloutState.PARTIAL, rollout.state());
        for (String name : List.of("n1", "n2", "n3", "n4", "n5")) {
            NodeProgress progress = of(rollout, name);
            assertEquals(FAILED, progress.state(), progress.toString());
            assertTrue(progress.reason().length() < 800 && progress.reason().chars().noneMatch(Character::isISOControl), progress.toString());
        }
        assertTrue(of(rollout, "n5").reason().contains("not installed"), rollout.toString());
        assertEquals(CONFIRMED, of(rollout, "n6").state());
    }

    @Test
    void thePlanNamesWhoIsLeftOutAndWhyAndChangesNothing() throws Exception {
        remote.unpinned.add("nokey");
        Node silent = new Node("u", "silent", Place.UNKNOWN, "", "", NodeState.NEW, "", 22, "", null, Facts.NONE);
        Node off = new Node("v", "off", Place.UNKNOWN, "", "", NodeState.OFFLINE, "127.0.0.9", 22, "", null, Facts.NONE);
        List<Node> asked = new ArrayList<>(nodes("n1", "nokey", "n1"));
        asked.addAll(List.of(silent, off, node("has", Map.of("image.ubuntu.file", image.sha256()))));
        Plan plan = workbench.rollouts.start(image, asked, RolloutOptions.defaults("room: r")).plan();
        assertEquals("Roll out Ubuntu version 1 to 2 nodes", plan.title());
        assertEquals(List.of("nokey", "silent", "has"), plan.leftOut().stream().map(Plan.LeftOut::node).toList());
        assertTrue(plan.steps().stream().anyMatch(step -> step.node().equals("off") && step.what().contains("wake")));
        assertTrue(plan.steps().getFirst().what().contains("98 KiB"), plan.toString());
        assertFalse(plan.losses().isEmpty());
        assertTrue(workbench.rollouts.list().isEmpty() && remote.commands.isEmpty());

        remote.harm("n1", "fetch", Harm.HANGS);
        start(nodes("n1"), RolloutOptions.defaults("x"));
        Plan second = workbench.rollouts.start(image, nodes("n1"), RolloutOptions.defaults("y")).plan();
        assertTrue(second.isEmpty() && second.leftOut().getFirst().why().contains("rollout 1"), second.toString());
        assertThrows(ProblemException.class, () -> workbench.rollouts.start(image, nodes("n1"), RolloutOptions.defaults("y")).run(second, Progress.none()));
    }

    @Test
    void imagesForOtherModelsAreLeftOut() throws Exception {
        Image other = new Image(image.sha256(), image.id(), image.name(), "linux", "1", "raw", image.size(), image.size(), List.of("OptiPlex 7010"),
                image.imported());
        Plan plan = workbench.rollouts.start(other, nodes("n1"), RolloutOptions.defaults("x")).plan();
        assertTrue(plan.leftOut().getFirst().why().contains("M"), plan.toString());
    }

    @Test
    void withoutATrackerNothingStarts() {
        workbench.rollouts.trackerEndpoint = null;
        ProblemException deaf = assertThrows(ProblemException.class, () -> workbench.rollouts.start(image, nodes("n1"), RolloutOptions.defaults("x")).plan());
        assertTrue(deaf.getMessage().contains("collector"));
    }

    @Test
    void reasonsSpeakTheLanguageOfTheMoment() throws Exception {
        remote.answer("n1", "preflight", "1", "ok=no", "reason=no-space", "missing_bytes=1048576");
        Rollout rollout = toTheEnd(nodes("n1"), options(List.of(), 0.9, 1));
        Locale.setDefault(Locale.forLanguageTag("pt-BR"));
        assertTrue(of(workbench.rollout(rollout.id()), "n1").reason().contains("faltam 1 MiB"), workbench.rollout(rollout.id()).toString());
    }

    @Test
    void everyReasonOfTheContractHasItsSentence() {
        for (String code : List.of("no-space", "wrong-model", "guest-open", "wifi-only", "bad-signature", "bad-manifest", "expired", "older-version",
                "infohash-mismatch", "digest-mismatch", "size-mismatch", "no-torrent", "download-failed", "stalled", "not-staged", "no-previous",
                "io-error", "missing-tool")) {
            Reason reason = Reason.ofScript(Map.of("reason", code, "missing_bytes", "5", "detail", "d"), 1, "");
            assertEquals(code, reason.code());
            assertFalse(reason.text().isEmpty() || reason.text().startsWith("!") || reason.text().contains("{"), reason.text());
        }
    }

    @Test
    void listHasTheNewestFirstAndUnknownIdsAreEmpty() throws Exception {
        toTheEnd(nodes("n1"), options(List.of(), 0.9, 1));
        toTheEnd(nodes("n2"), options(List.of(), 0.9, 1));
        assertEquals(List.of("2", "1"), workbench.rollouts.list().stream().map(Rollout::id).toList());
        assertTrue(workbench.rollouts.find("3").isEmpty() && workbench.rollouts.find("x").isEmpty() && workbench.rollouts.find("-1").isEmpty());
    }

    @Test
    void itIsSaidWithWhatADownloadBegins() throws Exception {
        String clock = "clock=" + Instant.now().getEpochSecond();
        remote.answer("n1", "preflight", "0", clock, "has=none", "start=copy", "base=" + "ab".repeat(32), "ok=yes");
        remote.answer("n2", "preflight", "0", clock, "has=none", "start=whole", "whole=no-space", "ok=yes");
        remote.answer("n3", "preflight", "0", clock, "has=none", "start=../..", "whole=!", "ok=yes");
        List<String> names = List.of("n1", "n2", "n3");
        names.forEach(name -> remote.harm(name, "fetch", Harm.HANGS));
        Rollout rollout = start(nodes("n1", "n2", "n3"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> names.stream().allMatch(name -> of(now, name).bytesPerSecond() == 500));
        List<List<String>> said = names.stream().map(name -> workbench.rollouts.detail(rollout, of(rollout, name).uuid()).orElseThrow().log().stream()
                .map(NodeDetail.Line::text).toList()).toList();
        assertEquals(List.of(List.of("It starts from a copy of the version that it has."),
                List.of("It fetches all of the image: there is no room for a copy of the version that it has."), List.of()), said);
    }

    @Test
    void theDetailOfANodeTellsItsWayAndWhatItSaid() throws Exception {
        remote.harm("n1", "fetch", Harm.HANGS);
        Rollout rollout = start(nodes("n1"), new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(5), Duration.ofDays(1)));
        workbench.await(rollout.id(), 20, now -> of(now, "n1").bytesPerSecond() == 500);
        String uuid = of(rollout, "n1").uuid();
        NodeDetail detail = workbench.rollouts.detail(rollout, uuid).orElseThrow();
        assertEquals(0, detail.percent());
        assertEquals(Duration.ofSeconds(Math.ceilDiv(image.size() - 1000, 500)), detail.timeLeft().orElseThrow());
        assertEquals(1, detail.connections());
        assertTrue(detail.pieces() == 0 && detail.piecesTotal() >= 1, detail.toString());
        assertEquals(List.of(PENDING, NodeRolloutState.PREFLIGHT, NodeRolloutState.FETCHING), detail.steps().stream().map(RolloutStep::state).toList());
        reopen();
        assertEquals(3, workbench.rollouts.detail(rollout, uuid).orElseThrow().steps().size(), "the way outlives the workbench");
        remote.heal();
        remote.answer("n1", "activate -V", "1", "state=failed", "reason=digest-mismatch", "detail=x\u001b[2J");
        rollout = workbench.awaitEnd(rollout.id(), 40);
        detail = workbench.rollouts.detail(rollout, uuid).orElseThrow();
        assertEquals(FAILED, detail.steps().getLast().state());
        assertTrue(detail.progress().reason().contains("not what was signed"), detail.toString());
        assertEquals(-1, detail.connections());
        assertTrue(workbench.rollouts.detail(rollout, "nobody").isEmpty());
    }
}
