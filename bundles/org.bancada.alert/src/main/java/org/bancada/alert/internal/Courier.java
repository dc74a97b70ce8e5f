package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.alert.Alert;
import org.bancada.alert.Delivery;
import org.bancada.core.ProblemException;

/** Tells of what waits on one way, again and again when the other side does not take it, ever more rarely. One thread calls it. */
final class Courier {
    /** What comes within this time is told at once. */
    static final Duration SETTLE = Duration.ofSeconds(30);
    static final int ATTEMPTS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final Outbox outbox;
    private final Delivery.Way way;
    private final Timeline time;
    /** Steady time since when an alert is known to wait. */
    private final Map<Long, Instant> known = new HashMap<>();
    private int failures;
    private Instant notBefore;

    Courier(Outbox outbox, Delivery.Way way, Timeline time) {
        this.outbox = outbox;
        this.way = way;
        this.time = time;
        notBefore = time.now();
    }

    /** Tells of what is due. */
    void pass() throws ProblemException {
        Optional<Sender> sender = outbox.sender(way);
        if (sender.isEmpty()) {
            known.clear();
            return;
        }
        List<Delivery> due = due();
        boolean changed = false;
        while (!due.isEmpty() && !time.now().isBefore(notBefore) && !Thread.currentThread().isInterrupted()) {
            List<Delivery> some = due.subList(0, Math.min(sender.get().most(), due.size()));
            deliver(sender.get(), some);
            changed = true;
            due = due.subList(some.size(), due.size());
        }
        if (changed) {
            outbox.book().changed();
        }
    }

    private List<Delivery> due() throws ProblemException {
        Instant now = time.now();
        List<Delivery> due = new ArrayList<>();
        List<Delivery> waiting = outbox.tables().waiting(way, MOST);
        known.keySet().retainAll(waiting.stream().map(Delivery::alert).toList());
        for (Delivery delivery : waiting) {
            Instant since = known.computeIfAbsent(delivery.alert(), first -> now);
            Alert.State state = outbox.book().alert(delivery.alert()).map(Alert::state).orElse(Alert.State.OVER);
            if (state == Alert.State.ACKNOWLEDGED || state == Alert.State.OVER) {
                set(delivery, Delivery.State.NEEDLESS, delivery.attempts(), delivery.problem());
            } else if (state == Alert.State.OPEN && Duration.between(since, now).compareTo(SETTLE) >= 0) {
                due.add(delivery);
            }
        }
        return due;
    }

    private void deliver(Sender sender, List<Delivery> some) throws ProblemException {
        List<Alert> alerts = new ArrayList<>();
        for (Delivery delivery : some) {
            outbox.book().alert(delivery.alert()).ifPresent(alerts::add);
        }
        try {
            if (!alerts.isEmpty()) {
                sender.send(alerts);
            }
        } catch (ProblemException failed) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            failures++;
            notBefore = time.now().plus(pause());
            for (Delivery delivery : some) {
                int attempts = delivery.attempts() + 1;
                set(delivery, attempts < ATTEMPTS ? Delivery.State.WAITING : Delivery.State.FAILED, attempts, failed.problem().line());
            }
            return;
        }
        failures = 0;
        for (Delivery delivery : some) {
            set(delivery, Delivery.State.SENT, delivery.attempts() + 1, "");
        }
    }

    private Duration pause() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void set(Delivery delivery, Delivery.State state, int attempts, String problem) throws ProblemException {
        outbox.tables().set(delivery.alert(), way, state, attempts, time.wall(), problem);
    }
}
