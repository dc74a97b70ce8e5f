package org.bancada.app.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.eclipse.ui.PlatformUI;

/** Tells a benchmark when the window first waited for the user, and ends the program in good order. */
final class StartupTrace {
    private StartupTrace() {
    }

    /**
     * @param file gets one line with two numbers: milliseconds since 1970, so that the benchmark counts from its own call of the start
     *        script, and milliseconds of processor time used so far, which a busy machine disturbs less
     */
    static void writeAndExit(Path file) {
        try {
            long processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
            Files.writeString(file, Instant.now().toEpochMilli() + " " + processor + "\n");
        } catch (IOException failed) {
            System.err.println(failed);
        }
        PlatformUI.getWorkbench().close();
    }
}
