package org.bancada.core;

import java.util.LinkedHashSet;
import java.util.Set;

/** A {@link Progress} that shows nothing and can be cancelled; also the base of those that show something. */
public class SimpleProgress implements Progress {
    private final Set<Runnable> actions = new LinkedHashSet<>();
    private boolean cancelled;

    @Override
    public void begin(String task, long total) {
    }

    @Override
    public void worked(long units) {
    }

    @Override
    public void message(String text) {
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Asks the work to stop. */
    public void cancel() {
        Set<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = new LinkedHashSet<>(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public Registration onCancel(Runnable action) {
        Runnable own = action::run;
        synchronized (this) {
            if (!cancelled) {
                actions.add(own);
                return () -> {
                    synchronized (this) {
                        actions.remove(own);
                    }
                };
            }
        }
        own.run();
        return () -> {
        };
    }
}
