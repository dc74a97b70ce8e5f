package org.bancada.ui.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.LogStore;
import org.bancada.ui.kit.Formats;
import org.eclipse.swt.widgets.Table;

/**
 * The newest events as they come: put together off the UI thread, drawn a few times a second. While a person has chosen a row or scrolled away from the
 * top, the rows stay where they are; what comes meanwhile is counted and kept.
 */
final class LiveTail implements AutoCloseable {
    private static final int ROWS = 1000;
    private static final int DRAW_MS = 250;

    private final EventTable events;
    private final Consumer<String> status;
    private final Progress.Registration tail;
    private final Deque<Event> newest = new ArrayDeque<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private long came;
    private long missed;
    private long shown;
    private boolean closed;

    /** UI thread. @param status is told what is on the screen, for people */
    LiveTail(LogStore store, Query query, EventTable events, Consumer<String> status) throws ProblemException {
        this.events = events;
        this.status = status;
        // What was found before is not of this.
        events.table().select(java.util.Set.of());
        table().setTopIndex(0);
        status.accept(LogText.get("status.live"));
        tail = store.tail(query, this::came);
    }

    private Table table() {
        return events.table().control();
    }

    private void came(List<Event> some, long lost) {
        synchronized (newest) {
            some.forEach(newest::addFirst);
            while (newest.size() > ROWS) {
                newest.removeLast();
            }
            came += some.size();
            missed += lost;
        }
        if (due.compareAndSet(false, true) && !table().isDisposed()) {
            table().getDisplay().asyncExec(() -> {
                if (!table().isDisposed()) {
                    table().getDisplay().timerExec(DRAW_MS, this::draw);
                }
            });
        }
    }

    private void draw() {
        due.set(false);
        if (closed || table().isDisposed()) {
            return;
        }
        boolean held = shown > 0 && (table().getSelectionCount() > 0 || table().getTopIndex() > 0);
        List<Event> rows;
        long all;
        long lost;
        synchronized (newest) {
            rows = held ? List.of() : List.copyOf(newest);
            all = came;
            lost = missed;
        }
        if (!held) {
            events.show(rows, null);
            shown = all;
        }
        String said = held ? LogText.get("status.live.held", Formats.number(all - shown)) : LogText.get("status.live.rows", Formats.number(rows.size()));
        status.accept(said + (lost > 0 ? "  " + LogText.get("status.live.missed", lost) : ""));
    }

    /** Goes back to the newest, whatever was looked at; UI thread. */
    void goOn() {
        events.table().select(java.util.Set.of());
        table().setTopIndex(0);
        draw();
    }

    @Override
    public void close() {
        closed = true;
        tail.close();
    }
}
