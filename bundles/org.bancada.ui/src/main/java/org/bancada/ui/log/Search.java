package org.bancada.ui.log;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.ui.kit.Problems;
import org.eclipse.swt.widgets.Control;

/** One question to the store at a time, in the background: rows first, then the bars, then the fields. A newer question ends the one before. */
final class Search {
    static final int ROWS = 500;
    private static final int BARS = 80;

    private final Control owner;
    private final LogStore store;
    private final Screen screen;
    private SimpleProgress running;

    /** Where the answers go, always on the UI thread; those of an earlier question never come after a newer one was asked. */
    interface Screen {
        void began();

        /** @param bare whether the store holds no event at all */
        void rows(List<Event> events, Duration took, boolean bare);

        void bars(Histogram histogram);

        void fields(List<FieldSummary> fields);

        /** It is over, because all is there, or because a person stopped it. */
        void ended();

        void failed(Problem problem);
    }

    Search(Control owner, LogStore store, Screen screen) {
        this.owner = owner;
        this.store = store;
        this.screen = screen;
        owner.addListener(org.eclipse.swt.SWT.Dispose, e -> stop());
    }

    /** Asks; UI thread. */
    void ask(LogQuery query) {
        stop();
        SimpleProgress mine = new SimpleProgress();
        running = mine;
        screen.began();
        Thread.ofVirtual().name("log search").start(() -> work(query, mine));
    }

    /** Asks no longer; UI thread. */
    void stop() {
        if (running != null) {
            running.cancel();
        }
    }

    private void work(LogQuery query, SimpleProgress mine) {
        try {
            Instant begin = Instant.now();
            List<Event> events = store.newest(query, ROWS, mine);
            Duration took = Duration.between(begin, Instant.now());
            boolean bare = events.isEmpty() && isBare(mine);
            tell(mine, () -> screen.rows(events, took, bare));
            Histogram histogram = store.histogram(query, BARS, ZoneId.systemDefault(), mine);
            tell(mine, () -> screen.bars(histogram));
            List<FieldSummary> fields = store.fields(query, mine);
            tell(mine, () -> screen.fields(fields));
        } catch (CancellationException stopped) {
            // A person, or a newer question, wanted it so.
        } catch (ProblemException failed) {
            tell(mine, () -> screen.failed(failed.problem()));
        } catch (RuntimeException bug) {
            Problems.log(bug);
            tell(mine, () -> screen.failed(Problems.of(bug)));
        }
        onUi(() -> {
            if (mine == running) {
                screen.ended();
            }
        });
    }

    /** Whether there is no event at all: one of all is looked for, since to say which kinds there are takes the longer the more events there are. */
    private boolean isBare(SimpleProgress mine) throws ProblemException {
        try {
            return store.newest(LogQuery.of(Query.parse("*")), 1, mine).isEmpty();
        } catch (QueryException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void tell(SimpleProgress mine, Runnable answer) {
        onUi(() -> {
            if (mine == running && !mine.cancelled()) {
                answer.run();
            }
        });
    }

    private void onUi(Runnable action) {
        if (!owner.isDisposed()) {
            owner.getDisplay().asyncExec(() -> {
                if (!owner.isDisposed()) {
                    action.run();
                }
            });
        }
    }
}
