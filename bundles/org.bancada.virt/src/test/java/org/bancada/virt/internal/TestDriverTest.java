package org.bancada.virt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestEvent;
import org.bancada.virt.GuestOutcome;
import org.bancada.virt.GuestPick;
import org.bancada.virt.GuestSnapshot;
import org.bancada.virt.GuestState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that can be done with guests, against libvirt's own test driver behind a real libvirtd and a real SSH connection. */
@Timeout(120)
class TestDriverTest {
    private static final List<GuestPick> TEST = List.of(GuestPick.named("test"));
    @TempDir
    Path folder;
    private VirtLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new VirtLab(folder);
        lab.testDriver();
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void guestsAreListedStoppedStartedAndSwitchedOff() throws Exception {
        Guest guest = lab.guest("test");
        assertEquals(GuestState.RUNNING, guest.state());
        assertEquals(2, guest.cpus());
        assertEquals(8L << 30, guest.memoryMostBytes());
        assertTrue(guest.cpuPercent() >= 0 && guest.cpuPercent() <= 100, guest.toString());
        assertEquals(List.of("test"), lab.guests.open(lab.node, Progress.none()).stream().map(Guest::name).toList());
        GuestOutcome stopped = VirtLab.perform(lab.guests.stop(List.of(lab.node), TEST, Duration.ofSeconds(30)));
        assertEquals(List.of(), stopped.failures());
        assertEquals(GuestState.OFF, lab.guest("test").state());
        assertEquals(List.of(), lab.guests.open(lab.node, Progress.none()));
        assertTrue(lab.virsh("test:///default", "domstate", "test").contains("shut off"));
        assertEquals(List.of(), VirtLab.perform(lab.guests.start(List.of(lab.node), List.of(GuestPick.of(guest)))).failures());
        assertEquals(GuestState.RUNNING, lab.guest("test").state());
        assertEquals(List.of(), VirtLab.perform(lab.guests.off(List.of(lab.node), List.of(GuestPick.named("t*t")))).failures());
        assertEquals(GuestState.OFF, lab.guest("test").state());
        assertEquals(List.of("guest off: test | 1 done, 0 not", "guest start: test | 1 done, 0 not", "guest stop: test | 1 done, 0 not"),
                lab.audited().stream().filter(line -> line.startsWith("guest")).toList());
    }

    @Test
    void aNodeThatHasNotReportedYetIsAskedForItsOpenGuests() throws Exception {
        Node n = lab.node;
        Node silent = new Node(n.uuid(), n.name(), n.place(), "", "", NodeState.OFFLINE, n.address(), n.sshPort(), "", null, n.facts());
        assertEquals(List.of("test"), lab.guests.open(silent, Progress.none()).stream().map(Guest::name).toList());
    }

    @Test
    void thePlanSaysWhatHappensAndWhatIsLostAndChangesNothing() throws Exception {
        Plan plan = lab.guests.off(List.of(lab.node), TEST).plan();
        assertEquals(List.of(new Plan.Step("server1", "switch off test at once (running)")), plan.steps());
        assertEquals(1, plan.losses().size());
        assertEquals(GuestState.RUNNING, lab.guest("test").state());
        Plan nothing = lab.guests.start(List.of(lab.node), TEST).plan();
        assertTrue(nothing.isEmpty());
        assertEquals(List.of(new Plan.LeftOut("server1", "test runs already")), nothing.leftOut());
    }

    @Test
    void whatIsSoAlreadyIsDoneAndAnUnknownGuestIsNot() throws Exception {
        assertEquals(List.of(), VirtLab.perform(lab.guests.start(List.of(lab.node), TEST)).failures());
        GuestOutcome unknown = VirtLab.perform(lab.guests.off(List.of(lab.node), List.of(GuestPick.named("nobody"))));
        assertEquals(1, unknown.failures().size());
        assertTrue(unknown.failures().getFirst().reason().contains("nobody"));
        assertThrows(ProblemException.class, () -> lab.guests.guest(lab.node, "nobody", Progress.none()));
        assertEquals(GuestState.RUNNING, lab.guest("test").state());
    }

    @Test
    void aPausedGuestGoesOnAndIsNotAskedToShutDown() throws Exception {
        lab.virsh("test:///default", "suspend", "test");
        GuestOutcome refused = VirtLab.perform(lab.guests.stop(List.of(lab.node), TEST, Duration.ofSeconds(30)));
        assertEquals(1, refused.failures().size());
        assertEquals(GuestState.PAUSED, lab.guest("test").state());
        VirtLab.perform(lab.guests.start(List.of(lab.node), TEST));
        assertEquals(GuestState.RUNNING, lab.guest("test").state());
    }

    @Test
    void snapshotsAreMadeListedRevertedAndDeleted() throws Exception {
        assertEquals(List.of(), VirtLab.perform(lab.guests.createSnapshot(List.of(lab.node), TEST, "before the exam")).failures());
        VirtLab.perform(lab.guests.off(List.of(lab.node), TEST));
        assertEquals(List.of(), VirtLab.perform(lab.guests.createSnapshot(List.of(lab.node), TEST, "second")).failures());
        List<GuestSnapshot> snapshots = lab.guests.snapshots(lab.node, "test", Progress.none());
        assertEquals(List.of("before the exam", "second"), snapshots.stream().map(GuestSnapshot::name).sorted().toList());
        GuestSnapshot second = snapshots.stream().filter(s -> s.name().equals("second")).findFirst().orElseThrow();
        assertTrue(second.current());
        assertEquals("before the exam", second.parent());
        assertEquals(GuestState.OFF, second.state());
        assertEquals(1, lab.guests.revert(List.of(lab.node), TEST, "before the exam").plan().losses().size());
        assertEquals(List.of(), VirtLab.perform(lab.guests.revert(List.of(lab.node), TEST, "before the exam")).failures());
        assertEquals(GuestState.RUNNING, lab.guest("test").state());
        assertEquals(List.of(), VirtLab.perform(lab.guests.deleteSnapshot(List.of(lab.node), TEST, "second")).failures());
        assertEquals(1, lab.guests.snapshots(lab.node, "test", Progress.none()).size());
        assertEquals(1, VirtLab.perform(lab.guests.revert(List.of(lab.node), TEST, "second")).failures().size());
        for (String wrong : List.of("", "-x", "<name>", "a/../b", "x\n", "x".repeat(61))) {
            assertThrows(ProblemException.class, () -> lab.guests.createSnapshot(List.of(lab.node), TEST, wrong).plan(), wrong);
        }
    }

    @Test
    void eventsAreToldLive() throws Exception {
        List<GuestEvent> events = Collections.synchronizedList(new ArrayList<>());
        try (Progress.Registration watch = lab.guests.watch(lab.node, events::add)) {
            VirtLab.await(() -> kinds(events).contains(GuestEvent.Kind.CONNECTED));
            lab.virsh("test:///default", "destroy", "test");
            lab.virsh("test:///default", "start", "test");
            VirtLab.await(() -> kinds(events).contains(GuestEvent.Kind.STARTED));
        }
        assertEquals(List.of(GuestEvent.Kind.CONNECTED, GuestEvent.Kind.STOPPED, GuestEvent.Kind.STARTED), kinds(events));
        assertEquals(List.of("test", "test"), events.stream().skip(1).map(GuestEvent::guest).toList());
        VirtLab.await(() -> lab.virsh("test:///default", "list").contains("test"));
    }

    private static List<GuestEvent.Kind> kinds(List<GuestEvent> events) {
        synchronized (events) {
            return events.stream().map(GuestEvent::kind).toList();
        }
    }
}
