package org.bancada.ui.metrics;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.bancada.fleet.Fleet;
import org.bancada.metrics.Answer;
import org.bancada.metrics.Metric;
import org.bancada.metrics.Metrics;
import org.bancada.metrics.Question;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.Problems;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;

/** One question at a time, in the background. A newer one ends the one before, whose answer never comes. */
final class Asking {
    private static final int POINTS = 600;

    private final Control owner;
    private final Fleet fleet;
    private final Metrics metrics;
    private final Consumer<Found> found;
    private final Consumer<Problem> failed;
    private SimpleProgress running;

    /**
     * @param sources that can be asked, the usual one first
     * @param metrics that the source has values of
     * @param answer of the metric that was asked for
     */
    record Found(Looking looking, List<String> sources, List<Metric> metrics, Answer answer) {
    }

    /** @param found told on the UI thread, as {@code failed} */
    Asking(Control owner, Fleet fleet, Metrics metrics, Consumer<Found> found, Consumer<Problem> failed) {
        this.owner = owner;
        this.fleet = fleet;
        this.metrics = metrics;
        this.found = found;
        this.failed = failed;
        owner.addListener(SWT.Dispose, e -> stop());
    }

    /** UI thread. */
    void ask(Looking looking) {
        stop();
        SimpleProgress mine = new SimpleProgress();
        running = mine;
        Thread.ofVirtual().name("charts").start(() -> work(looking, mine));
    }

    /** UI thread. */
    void stop() {
        if (running != null) {
            running.cancel();
        }
    }

    private void work(Looking looking, SimpleProgress mine) {
        try {
            Instant now = Instant.now();
            List<Node> nodes = looking.uuids().isEmpty() ? fleet.nodes() : FleetCommands.nodes(fleet, looking.uuids());
            List<Metric> known = metrics.metrics(looking.source(), mine);
            Answer answer = metrics.ask(new Question(looking.metric(), nodes, looking.span().begin(now), looking.span().end(now), looking.by(), POINTS),
                    looking.source(), mine);
            List<String> sources = metrics.sources();
            tell(mine, () -> found.accept(new Found(looking, sources, known, answer)));
        } catch (CancellationException newer) {
            // A person, or a newer question, wanted it so.
        } catch (ProblemException problem) {
            tell(mine, () -> failed.accept(problem.problem()));
        } catch (RuntimeException bug) {
            Problems.log(bug);
            tell(mine, () -> failed.accept(Problems.of(bug)));
        }
    }

    private void tell(SimpleProgress mine, Runnable answer) {
        if (!owner.isDisposed()) {
            owner.getDisplay().asyncExec(() -> {
                if (!owner.isDisposed() && mine == running && !mine.cancelled()) {
                    answer.run();
                }
            });
        }
    }
}
