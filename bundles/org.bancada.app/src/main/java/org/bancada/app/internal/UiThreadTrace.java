package org.bancada.app.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.widgets.Display;

/** Tells a benchmark how long the UI thread kept an event waiting: it is asked every 10 ms, and the longest wait of each second is written down. */
final class UiThreadTrace {
    private static final long PAUSE_MILLIS = 10;

    private UiThreadTrace() {
    }

    /** @param file gets one line a second: the longest wait in milliseconds */
    static void begin(Display display, Path file) {
        Thread.ofPlatform().daemon().name("UI thread trace").start(() -> {
            try {
                while (!display.isDisposed()) {
                    Files.writeString(file, longestOfOneSecond(display) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            } catch (IOException failed) {
                System.err.println(failed);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static long longestOfOneSecond(Display display) throws InterruptedException {
        long longest = 0;
        long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() < end && !display.isDisposed()) {
            long asked = System.nanoTime();
            CountDownLatch answered = new CountDownLatch(1);
            display.asyncExec(answered::countDown);
            answered.await(10, TimeUnit.SECONDS);
            longest = Math.max(longest, System.nanoTime() - asked);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return TimeUnit.NANOSECONDS.toMillis(longest);
    }
}
