package org.bancada.remote.internal;

import java.io.ByteArrayInputStream;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;
import org.bancada.remote.ScriptRun;

/** Runs a node script on many nodes; what it answers ({@code reason}, {@code detail}) becomes the reason of a failure. */
final class ScriptOperation implements Operation<Outcome> {
    private static final int NOT_FOUND = 127;
    private final Context context;
    private final ScriptRun script;
    private final Map<String, ScriptRun.Call> calls;
    private final Targets targets;
    private final OutputListener listener;

    ScriptOperation(Context context, ScriptRun script, OutputListener listener) {
        this.context = context;
        this.script = script;
        this.listener = listener;
        targets = new Targets(script.calls().stream().map(ScriptRun.Call::node).toList());
        calls = script.calls().stream().collect(Collectors.toMap(call -> call.node().uuid(), Function.identity(), (first, again) -> first));
    }

    @Override
    public Plan plan() {
        Plan reached = targets.plan(count -> MessageFormat.format(script.title(), count), node -> Targets.obstacleNow(node, context.pins()),
                node -> calls.get(node.uuid()).step(), script.losses());
        List<Plan.LeftOut> left = new ArrayList<>(script.leftOut());
        left.addAll(reached.leftOut());
        return new Plan(reached.title(), reached.steps(), left, reached.losses());
    }

    @Override
    public Outcome run(Plan plan, Progress progress) throws ProblemException {
        List<Node> nodes = targets.of(plan);
        progress.begin(plan.title(), nodes.size());
        Audited audited = Audited.begin(context.audit(), script.audit(), nodes);
        Outcome outcome = new Outcome(context.fanOut().run(nodes, progress, listener, node -> on(node, progress)));
        audited.end(outcome);
        progress.check();
        return outcome;
    }

    private NodeResult on(Node node, Progress progress) throws ProblemException {
        long begin = System.nanoTime();
        ScriptRun.Call call = calls.get(node.uuid());
        Map<String, String> answers = new ConcurrentHashMap<>();
        Commands.Ended ended = context.commands().run(node, new Commands.Call(call.line(), () -> new ByteArrayInputStream(call.stdin()), Context.CONNECT,
                Duration.ZERO, true), progress, line -> {
                    keep(answers, line);
                    listener.line(node, false, line);
                }, line -> listener.line(node, true, line));
        Duration duration = FanOut.since(begin);
        if (ended.exitCode() == 0) {
            return FanOut.done(node, 0, duration);
        }
        if (ended.exitCode() == NOT_FOUND) {
            throw Texts.problem(node.name(), "scripts.missing", call.line().split(" ")[0]);
        }
        String why = answers.getOrDefault("detail", answers.getOrDefault("reason", ""));
        return FanOut.failed(node, ended.exitCode(), duration,
                why.isEmpty() ? Texts.text("script.failed", call.line().split(" ")[0], ended.exitCode()) : why);
    }

    private static void keep(Map<String, String> answers, String line) {
        for (String key : List.of("reason", "detail")) {
            if (line.startsWith(key + "=") && line.length() <= 1_000) {
                answers.put(key, line.substring(key.length() + 1));
            }
        }
    }
}
