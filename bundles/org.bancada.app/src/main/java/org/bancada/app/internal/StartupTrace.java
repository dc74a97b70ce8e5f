package org.bancada.app.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Tells a benchmark how long it took from the start of the process until the window waited for the user. */
final class StartupTrace {
    private StartupTrace() {
    }

    /** @param file gets one line, milliseconds */
    static void write(Path file) {
        // The start instant of a process has a resolution of 10 ms on Linux.
        Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
        try {
            Files.writeString(file, Duration.between(started, Instant.now()).toMillis() + "\n");
        } catch (IOException failed) {
            System.err.println(failed);
        }
    }
}
