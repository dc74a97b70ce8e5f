package org.bancada.ui.kit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * Keeps a widget up to date: computes off the UI thread and shows the newest result on it. Any number of requests within the pause become
 * one computation, and the next does not start before the last was shown, so a busy lab can not flood the screen.
 *
 * @param <T> what is computed
 */
public final class Refresh<T> {
    private static final Duration SOON = Duration.ofMillis(120);
    private static final Duration LIVE = Duration.ofMillis(250);

    private final Control owner;
    private final Display display;
    private final Callable<T> compute;
    private final Consumer<T> show;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long due = Long.MAX_VALUE;
    private boolean running;
    private volatile boolean closed;

    /**
     * @param owner requests after its disposal do nothing
     * @param compute called on a background thread, never twice at once
     * @param show called on the UI thread while {@code owner} exists
     */
    public Refresh(Control owner, Callable<T> compute, Consumer<T> show) {
        this.owner = owner;
        this.display = owner.getDisplay();
        this.compute = compute;
        this.show = show;
        owner.addListener(org.eclipse.swt.SWT.Dispose, e -> closed = true);
    }

    /** Something changed by itself: shown at most four times a second. Any thread. */
    public void live() {
        request(LIVE);
    }

    /** A person is typing: shown 120 ms later, once. Any thread. */
    public void soon() {
        request(SOON);
    }

    /** A person moves through a list: shown when they have rested for 120 ms. Any thread. */
    public void settled() {
        lock.lock();
        try {
            due = Long.MAX_VALUE;
            request(SOON);
        } finally {
            lock.unlock();
        }
    }

    /** A person asked for it: computed at once. Any thread. */
    public void now() {
        request(Duration.ZERO);
    }

    private void request(Duration delay) {
        long at = System.nanoTime() + delay.toNanos();
        lock.lock();
        try {
            if (due == Long.MAX_VALUE || at - due < 0) {
                due = at;
                changed.signalAll();
            }
            if (!running && !closed) {
                running = true;
                Thread.ofVirtual().name("refresh").start(this::work);
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        while (awaitDue()) {
            try {
                T value = compute.call();
                display.syncExec(() -> {
                    if (!owner.isDisposed()) {
                        show.accept(value);
                    }
                });
            } catch (SWTException gone) {
                closed = true;
            } catch (Exception failure) {
                Problems.log(failure);
            }
        }
    }

    private boolean awaitDue() {
        lock.lock();
        try {
            if (due == Long.MAX_VALUE || closed) {
                running = false;
                return false;
            }
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                changed.awaitNanos(left);
            }
            due = Long.MAX_VALUE;
            return !closed;
        } catch (InterruptedException stop) {
            running = false;
            return false;
        } finally {
            lock.unlock();
        }
    }
}
