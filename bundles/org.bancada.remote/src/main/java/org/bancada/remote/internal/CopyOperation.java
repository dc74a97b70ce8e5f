package org.bancada.remote.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;

/** Copies one file to many nodes. */
final class CopyOperation implements Operation<Outcome> {
    private final Context context;
    private final Targets targets;
    private final Path file;
    private final String destination;
    private final OutputListener listener;

    CopyOperation(Context context, List<Node> nodes, Path file, String destination, OutputListener listener) {
        this.context = context;
        this.targets = new Targets(nodes);
        this.file = file;
        this.destination = destination;
        this.listener = listener;
    }

    @Override
    public Plan plan() throws ProblemException {
        FileSender.checkDestination(destination);
        long size;
        try {
            if (!Files.isRegularFile(file)) {
                throw Texts.problem(file.toString(), "file.unreadable", Texts.text("file.none"));
            }
            size = Files.size(file);
        } catch (IOException unreadable) {
            throw Texts.problem(unreadable, file.toString(), "file.unreadable", unreadable.getMessage());
        }
        return targets.plan(count -> Texts.text("copy.title", file.getFileName(), count), node -> Targets.obstacleNow(node, context.pins()),
                node -> Texts.text("copy.step", file.getFileName(), size, destination), List.of(Texts.text("copy.loss", destination)));
    }

    @Override
    public Outcome run(Plan plan, Progress progress) throws ProblemException {
        List<Node> nodes = targets.of(plan);
        progress.begin(plan.title(), nodes.size());
        Audited audited = Audited.begin(context.audit(), "copy " + file + " " + destination, nodes);
        FileSender.Source source;
        try {
            source = FileSender.Source.of(file, progress);
        } catch (ProblemException | RuntimeException failed) {
            audited.end(String.valueOf(failed.getMessage()));
            throw failed;
        }
        FileSender sender = new FileSender(context.commands());
        Outcome outcome = new Outcome(context.fanOut().run(nodes, progress, listener, node -> {
            long begin = System.nanoTime();
            sender.send(node, source, destination, new Uncounted(progress));
            return FanOut.done(node, 0, FanOut.since(begin));
        }));
        audited.end(outcome);
        progress.check();
        return outcome;
    }

    /** Here progress counts nodes, not the bytes of each. */
    private static final class Uncounted extends SimpleProgress {
        private final Progress progress;

        Uncounted(Progress progress) {
            this.progress = progress;
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }

        @Override
        public Registration onCancel(Runnable action) {
            return progress.onCancel(action);
        }
    }
}
