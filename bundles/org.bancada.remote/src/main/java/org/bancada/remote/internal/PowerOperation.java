package org.bancada.remote.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;

/** Reboots nodes or switches them off, by their script {@code power}, which refuses while a guest is open. */
final class PowerOperation implements Operation<Outcome> {
    private static final int BUSY = 4;
    private static final int NOT_FOUND = 127;
    private final Context context;
    private final Targets targets;
    private final String action;

    /** @param action reboot or off */
    PowerOperation(Context context, List<Node> nodes, String action) {
        this.context = context;
        this.targets = new Targets(nodes);
        this.action = action;
    }

    @Override
    public Plan plan() {
        return targets.plan(count -> Texts.text(action + ".title", count), node -> Targets.obstacleNow(node, context.pins()),
                node -> Texts.text(action + ".step"), List.of());
    }

    @Override
    public Outcome run(Plan plan, Progress progress) throws ProblemException {
        List<Node> nodes = targets.of(plan);
        progress.begin(plan.title(), nodes.size());
        Audited audited = Audited.begin(context.audit(), "power " + action, nodes);
        Outcome outcome = new Outcome(context.fanOut().run(nodes, progress, OutputListener.none(), node -> on(node, progress)));
        audited.end(outcome);
        progress.check();
        return outcome;
    }

    private NodeResult on(Node node, Progress progress) throws ProblemException {
        long begin = System.nanoTime();
        AtomicBoolean answered = new AtomicBoolean();
        StringBuffer said = new StringBuffer();
        Commands.Ended ended;
        try {
            ended = context.commands().run(node, Commands.Call.of("power " + action, Context.CONNECT), progress,
                    line -> answered.compareAndSet(false, line.startsWith("state=")), line -> said.append(said.length() < 500 ? line + " " : ""));
        } catch (ProblemException lost) {
            // It answers before it acts: a connection that breaks afterwards is what was asked for.
            if (answered.get()) {
                return FanOut.done(node, 0, FanOut.since(begin));
            }
            throw lost;
        }
        return switch (ended.exitCode()) {
            case 0 -> FanOut.done(node, 0, FanOut.since(begin));
            case BUSY -> FanOut.failed(node, BUSY, FanOut.since(begin), Texts.text("power.busy"));
            case NOT_FOUND -> throw Texts.problem(node.name(), "scripts.missing", "power");
            default -> FanOut.failed(node, ended.exitCode(), FanOut.since(begin), Texts.text("power.failed", said.toString().strip()));
        };
    }
}
