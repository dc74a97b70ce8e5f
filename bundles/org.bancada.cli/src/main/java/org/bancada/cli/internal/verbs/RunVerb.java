package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.bancada.remote.RemoteCommand;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command on nodes and shows live what they print. Its words are joined by blanks and read by the node's shell, as ssh does. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=run")
public final class RunVerb implements Verb {
    @Parameters(index = "0", paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", descriptionKey = "command")
    private List<String> command;

    @Option(names = "--timeout", paramLabel = "TIME", descriptionKey = "timeout", defaultValue = "0s")
    private Duration timeout;

    @Option(names = "--wait-offline", paramLabel = "TIME", descriptionKey = "wait-offline", defaultValue = "0s")
    private Duration waitOffline;

    @Option(names = "--retry-failed", arity = "0..1", paramLabel = "N", descriptionKey = "retry-failed", defaultValue = "0", fallbackValue = "1")
    private int retries;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        List<Node> nodes = waitOffline.isZero() ? invocation.selectToTry(selector) : invocation.select(selector);
        Remote remote = invocation.engines().get(Remote.class);
        RemoteCommand line = new RemoteCommand(String.join(" ", command), timeout, waitOffline);
        Lines lines = new Lines(nodes, invocation, options.json());
        Operation<Outcome> operation = remote.run(nodes, line, lines);
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        Outcome outcome = operation.run(plan.get(), invocation.progress());
        for (int round = 0; round < retries && !outcome.failures().isEmpty() && !invocation.progress().cancelled(); round++) {
            Set<String> failed = outcome.failures().stream().map(NodeResult::uuid).collect(Collectors.toSet());
            Operation<Outcome> again = remote.run(nodes.stream().filter(n -> failed.contains(n.uuid())).toList(), line, lines);
            outcome = merge(outcome, again.run(again.plan(), invocation.progress()));
        }
        if (options.json()) {
            new Json(invocation.terminal().out()).print(document(plan.get(), outcome));
        } else {
            invocation.terminal().err().println(Outcomes.summary(plan.get(), outcome, invocation));
        }
        return Outcomes.exit(plan.get(), outcome, true);
    }

    private static Outcome merge(Outcome before, Outcome after) {
        Map<String, NodeResult> newer = after.results().stream().collect(Collectors.toMap(NodeResult::uuid, r -> r, (a, b) -> b));
        List<NodeResult> results = new ArrayList<>();
        before.results().forEach(r -> results.add(newer.getOrDefault(r.uuid(), r)));
        return new Outcome(results);
    }

    private static Map<String, Object> document(Plan plan, Outcome outcome) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("event", "summary");
        document.put("done", outcome.succeeded());
        document.put("failed", outcome.failures().size());
        document.put("results", outcome.results().stream().map(Outcomes::document).toList());
        document.put("leftOut", PlanOptions.leftOut(plan));
        return document;
    }

    /** Prints each line as it comes, behind its node's name. */
    private static final class Lines implements OutputListener {
        private final Invocation invocation;
        private final Json json;
        private final int width;

        Lines(List<Node> nodes, Invocation invocation, boolean wantsJson) {
            this.invocation = invocation;
            json = wantsJson ? new Json(invocation.terminal().out()) : null;
            width = nodes.stream().mapToInt(n -> n.name().length()).max().orElse(0);
        }

        @Override
        public void line(Node node, boolean error, String text) {
            if (json == null) {
                String prefix = node.name() + " ".repeat(width - node.name().length()) + " | ";
                (error ? invocation.terminal().err() : invocation.terminal().out()).println(prefix + text);
                return;
            }
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("event", "line");
            event.put("node", node.name());
            event.put("stream", error ? "err" : "out");
            event.put("text", text);
            json.event(event);
        }

        @Override
        public void ended(Node node, NodeResult result) {
            if (json != null) {
                Map<String, Object> event = new LinkedHashMap<>();
                event.put("event", "ended");
                event.putAll(Outcomes.document(result));
                json.event(event);
            }
        }
    }
}
