package org.bancada.rollout.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.bancada.core.Progress;
import org.bancada.rollout.Rollout;

/** Tells listeners of new values, a few times a second at most, the last value always. */
final class Bell {
    private static final long MILLIS = 300;

    private final ScheduledExecutorService timer;
    private final Set<Consumer<Rollout>> listeners = new CopyOnWriteArraySet<>();
    private final Set<Campaign> changed = new LinkedHashSet<>();

    Bell(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    Progress.Registration add(Consumer<Rollout> listener) {
        Consumer<Rollout> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    synchronized void ring(Campaign campaign) {
        boolean first = changed.isEmpty();
        changed.add(campaign);
        if (first && !timer.isShutdown()) {
            timer.schedule(this::tell, MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        Set<Campaign> due;
        synchronized (this) {
            due = new LinkedHashSet<>(changed);
            changed.clear();
        }
        for (Campaign campaign : due) {
            Rollout value = campaign.value();
            for (Consumer<Rollout> listener : listeners) {
                try {
                    listener.accept(value);
                } catch (RuntimeException broken) {
                    System.getLogger(Bell.class.getName()).log(System.Logger.Level.WARNING, "a listener failed", broken);
                }
            }
        }
    }
}
