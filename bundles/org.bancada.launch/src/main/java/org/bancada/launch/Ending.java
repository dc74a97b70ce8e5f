package org.bancada.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How the process ends. SIGINT, SIGTERM and SIGHUP ask the running command to stop and let it end by itself for a while; its exit code is
 * the process's then too.
 */
final class Ending {
    private static final long PATIENCE_SECONDS = 15;
    private static final int CANCELLED = 1;

    private final CountDownLatch done = new CountDownLatch(1);
    private Runnable cancel;
    private boolean asked;
    private int code = CANCELLED;

    Ending() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /** Says what stops the command; runs it at once when somebody asked to stop already. */
    void onCancel(Runnable action) {
        synchronized (this) {
            if (!asked) {
                cancel = action;
                return;
            }
        }
        action.run();
    }

    /** Ends the process; never returns. */
    void exit(int exitCode) {
        synchronized (this) {
            code = exitCode;
        }
        done.countDown();
        System.exit(exitCode);
    }

    private void stop() {
        if (done.getCount() == 0) {
            return;
        }
        Runnable action;
        synchronized (this) {
            asked = true;
            action = cancel;
        }
        if (action != null) {
            action.run();
            awaitEnd();
        }
        synchronized (this) {
            Runtime.getRuntime().halt(code);
        }
    }

    private void awaitEnd() {
        try {
            done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException goNow) {
            Thread.currentThread().interrupt();
        }
    }
}
