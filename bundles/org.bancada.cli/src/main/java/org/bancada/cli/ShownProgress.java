package org.bancada.cli;

import org.bancada.core.Progress;

/**
 * Shows on standard error how far a long action is: one line that is written anew on a terminal, else one line per task. Stops when the
 * invocation's progress says so.
 */
public final class ShownProgress implements Progress, AutoCloseable {
    private static final long PAUSE_NANOS = 200_000_000;
    private static final String ERASE = "\r\u001b[K";

    private final Invocation invocation;
    private final boolean shown;
    private String task = "";
    private String detail = "";
    private long total;
    private long done;
    private long last = System.nanoTime() - PAUSE_NANOS;
    private boolean written;

    /** @param shown false shows nothing, for {@code --json} */
    public ShownProgress(Invocation invocation, boolean shown) {
        this.invocation = invocation;
        this.shown = shown;
    }

    @Override
    public synchronized void begin(String name, long units) {
        boolean fresh = !name.equals(task) && !name.isEmpty();
        task = name;
        total = units;
        done = 0;
        detail = "";
        if (shown && fresh && !invocation.terminal().live()) {
            invocation.terminal().err().println(task);
        }
        show(true);
    }

    @Override
    public synchronized void worked(long units) {
        done += units;
        show(false);
    }

    @Override
    public synchronized void message(String text) {
        detail = text;
        show(false);
    }

    private void show(boolean now) {
        if (!shown || !invocation.terminal().live() || !now && System.nanoTime() - last < PAUSE_NANOS) {
            return;
        }
        last = System.nanoTime();
        String percent = total > 0 ? " " + Math.min(100, done * 100 / total) + " %" : "";
        String line = Table.printable(task + percent + (detail.isEmpty() ? "" : "  " + detail));
        int room = invocation.terminal().columns() - 1;
        while (room > 0 && Table.width(line) > room) {
            line = line.substring(0, line.length() - 1);
        }
        invocation.terminal().err().print(ERASE + line);
        invocation.terminal().err().flush();
        written = true;
    }

    @Override
    public boolean cancelled() {
        return invocation.progress().cancelled();
    }

    @Override
    public Registration onCancel(Runnable action) {
        return invocation.progress().onCancel(action);
    }

    /** Removes the line. */
    @Override
    public synchronized void close() {
        if (written) {
            invocation.terminal().err().print(ERASE);
            invocation.terminal().err().flush();
            written = false;
        }
    }
}
