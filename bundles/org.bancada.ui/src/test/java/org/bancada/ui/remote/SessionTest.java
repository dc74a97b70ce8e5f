package org.bancada.ui.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.remote.Outcome;
import org.bancada.ui.kit.OperationJob;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Node a = node("a");
    private final Node b = node("b");
    private final Node off = node("off");
    private final AtomicInteger changes = new AtomicInteger();
    private final Session session = new Session(new RemoteAction(new OperationJob.Wording("uptime", "Run"), null, null),
            Instant.EPOCH, List.of(a, b, off), changes::incrementAndGet);

    @Test
    void nodesThatThePlanLeavesOutAreNoRows() {
        session.running(new Plan("", List.of(), List.of(new Plan.LeftOut("off", "it is off")), List.of()), () -> {
        });
        assertEquals(List.of("a", "b"), session.rows().stream().map(Session.Row::node).toList());
    }

    @Test
    void rowsFollowWhatNodesDo() {
        assertEquals(Session.State.PENDING, session.rows().getFirst().state());
        session.line(a, false, "up 3 days");
        assertEquals(Session.State.RUNNING, session.rows().getFirst().state());
        assertEquals("up 3 days", session.rows().getFirst().last());
        session.ended(a, result(a, Outcome.Kind.DONE, 0, ""));
        assertTrue(session.rows().getFirst().succeeded());
        assertEquals(2, changes.get());
    }

    @Test
    void onlyFailuresAreTriedAgain() {
        session.over(new Outcome(List.of(result(a, Outcome.Kind.DONE, 0, ""), result(b, Outcome.Kind.DONE, 3, ""),
                result(off, Outcome.Kind.DEFERRED, -1, "it is off"))));
        assertEquals(List.of(b), session.failed());
    }

    @Test
    void whatHasNotEndedWhenItIsStoppedCountsAsCancelled() {
        session.ended(a, result(a, Outcome.Kind.DONE, 0, ""));
        session.stopped();
        assertEquals(List.of(Session.State.DONE, Session.State.CANCELLED, Session.State.CANCELLED),
                session.rows().stream().map(Session.Row::state).toList());
        assertEquals(List.of(b, off), session.failed());
    }

    private static Outcome.NodeResult result(Node node, Outcome.Kind kind, int exit, String reason) {
        return new Outcome.NodeResult(node.name(), node.uuid(), kind, exit, Duration.ofSeconds(1), reason);
    }

    private static Node node(String name) {
        return new Node(name, name, Place.UNKNOWN, "", "", NodeState.ONLINE, "", 22, "", null, Facts.NONE);
    }
}
