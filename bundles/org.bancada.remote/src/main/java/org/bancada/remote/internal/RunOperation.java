package org.bancada.remote.internal;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.Kind;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;
import org.bancada.remote.RemoteCommand;

/** Runs one command on many nodes; for those that are off it waits when that was asked for. */
final class RunOperation implements Operation<Outcome> {
    private final Context context;
    private final Targets targets;
    private final RemoteCommand command;
    private final OutputListener listener;

    RunOperation(Context context, List<Node> nodes, RemoteCommand command, OutputListener listener) {
        this.context = context;
        this.targets = new Targets(nodes);
        this.command = command;
        this.listener = listener;
    }

    @Override
    public Plan plan() throws ProblemException {
        if (command.line().isBlank()) {
            throw Texts.problem("", "command.empty");
        }
        String line = firstLine(command.line());
        return targets.plan(count -> Texts.text("run.title", line, count),
                node -> waits(node) ? Targets.obstacle(node, context.pins()).filter(why -> !node.address().isEmpty())
                        : Targets.obstacleNow(node, context.pins()),
                node -> waits(node) ? Texts.text("run.waits", line, hours(command.waitForOffline())) : Texts.text("run.step", line), List.of());
    }

    private boolean waits(Node node) {
        return node.state() == NodeState.OFFLINE && command.waitForOffline().isPositive();
    }

    @Override
    public Outcome run(Plan plan, Progress progress) throws ProblemException {
        List<Node> nodes = targets.of(plan);
        progress.begin(plan.title(), nodes.size());
        Audited audited = Audited.begin(context.audit(), "run " + command.line(), nodes);
        Outcome outcome = new Outcome(context.fanOut().run(nodes, progress, listener, node -> on(node, progress)));
        audited.end(outcome);
        progress.check();
        return outcome;
    }

    private NodeResult on(Node node, Progress progress) throws ProblemException {
        if (waits(node)) {
            return defer(node);
        }
        try {
            return run(context, node, command, progress, listener);
        } catch (ProblemException failed) {
            // It went off after its last report: nothing has run there yet.
            if (command.waitForOffline().isPositive() && Connector.isUnreachable(failed)) {
                return defer(node);
            }
            throw failed;
        }
    }

    private NodeResult defer(Node node) throws ProblemException {
        context.deferred().add(node, command);
        return new NodeResult(node.name(), node.uuid(), Kind.DEFERRED, -1, Duration.ZERO, Texts.text("run.waiting"));
    }

    /** @throws CancellationException when {@code progress} asked to stop */
    static NodeResult run(Context context, Node node, RemoteCommand command, Progress progress, OutputListener listener)
            throws ProblemException {
        long begin = System.nanoTime();
        Commands.Call call = new Commands.Call(command.line(), InputStream::nullInputStream, Context.CONNECT, command.timeout(), true);
        Commands.Ended ended = context.commands().run(node, call, progress, line -> listener.line(node, false, line),
                line -> listener.line(node, true, line));
        Duration duration = FanOut.since(begin);
        Optional<String> reason = ended.timedOut() ? Optional.of(Texts.text("timed.out", command.timeout().toSeconds()))
                : ended.signal().isEmpty() ? Optional.empty() : Optional.of(Texts.text("signal", ended.signal()));
        return reason.map(why -> FanOut.failed(node, -1, duration, why)).orElseGet(() -> FanOut.done(node, ended.exitCode(), duration));
    }

    private static String hours(Duration duration) {
        return "%d:%02d".formatted(duration.toHours(), duration.toMinutesPart());
    }

    private static String firstLine(String script) {
        String line = script.strip().lines().findFirst().orElse("");
        boolean more = script.strip().indexOf('\n') >= 0;
        return line.length() > 80 ? line.substring(0, 80) + "…" : more ? line + " …" : line;
    }
}
