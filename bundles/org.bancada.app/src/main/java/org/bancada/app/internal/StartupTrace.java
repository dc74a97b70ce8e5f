package org.bancada.app.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.eclipse.ui.PlatformUI;

/** Tells a benchmark when the window first waited for the user, and ends the program in good order. */
final class StartupTrace {
    private StartupTrace() {
    }

    /** @param file gets one line: milliseconds since 1970, so that the benchmark counts from its own start of the start script */
    static void writeAndExit(Path file) {
        try {
            Files.writeString(file, Instant.now().toEpochMilli() + "\n");
        } catch (IOException failed) {
            System.err.println(failed);
        }
        PlatformUI.getWorkbench().close();
    }
}
