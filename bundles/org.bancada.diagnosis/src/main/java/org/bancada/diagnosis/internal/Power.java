package org.bancada.diagnosis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.bancada.core.NodeState;
import org.bancada.diagnosis.Situation;
import org.bancada.store.AuditEntry;

/** What people did to a node's power, where that still counts: no report has come since. */
final class Power {
    /** Firmware, boot and the first report. */
    static final Duration BOOT = Duration.ofMinutes(10);

    /** A node that goes down may report once more: its network changes. */
    private static final Duration GOING_DOWN = Duration.ofMinutes(2);

    private Power() {
    }

    /** The wake packet that nothing has answered for {@link #BOOT}. */
    static Optional<AuditEntry> unansweredWake(Situation situation) {
        return newest(situation).filter(action -> action.what().equals("wake") && !action.result().isEmpty() && !action.result().startsWith("0 done"))
                .filter(action -> action.when().plus(BOOT).isBefore(situation.now()));
    }

    /** Whether it is being woken, or was switched off on purpose. */
    static boolean excused(Situation situation) {
        return newest(situation).filter(action -> action.what().equals("wake") ? !action.when().plus(BOOT).isBefore(situation.now())
                : !action.result().startsWith("0 done")).isPresent();
    }

    private static Optional<AuditEntry> newest(Situation situation) {
        Instant reported = situation.node().lastReport();
        return situation.node().state() == NodeState.ONLINE ? Optional.empty() : situation.lastAction("wake", "power off")
                .filter(action -> reported == null || action.when().isAfter(action.what().equals("wake") ? reported : reported.minus(GOING_DOWN)));
    }
}
