package org.bancada.app.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;

/** Tells a benchmark when the window first waited for the user and when it showed rows, and ends the program in good order. */
final class StartupTrace {
    private static final int POLL_MILLIS = 5;

    private final Display display;
    private final Path file;
    private final List<String> lines = new ArrayList<>();

    private StartupTrace(Display display, Path file) {
        this.display = display;
        this.file = file;
    }

    /**
     * @param file gets two lines, the window's and the rows', each of two numbers: milliseconds since 1970, so that the benchmark counts from its
     *        own call of the start script, and milliseconds of processor time used so far, which a busy machine disturbs less
     */
    static void begin(Display display, Path file) {
        StartupTrace trace = new StartupTrace(display, file);
        trace.note();
        trace.awaitRows();
    }

    private void note() {
        long processor = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
        lines.add(Instant.now().toEpochMilli() + " " + processor);
    }

    private void awaitRows() {
        for (Shell shell : display.getShells()) {
            if (shell.isVisible() && hasRows(shell)) {
                note();
                end();
                return;
            }
        }
        display.timerExec(POLL_MILLIS, this::awaitRows);
    }

    private static boolean hasRows(Composite parent) {
        for (Control child : parent.getChildren()) {
            boolean found = child instanceof Table table ? table.isVisible() && table.getItemCount() > 0
                    : child instanceof Composite composite && hasRows(composite);
            if (found) {
                return true;
            }
        }
        return false;
    }

    private void end() {
        try {
            Files.write(file, lines);
        } catch (IOException failed) {
            System.err.println(failed);
        }
        PlatformUI.getWorkbench().close();
    }
}
