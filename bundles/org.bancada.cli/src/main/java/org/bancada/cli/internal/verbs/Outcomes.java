package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.NodeResult;

/** How verbs that act on nodes run their operation and tell what came of it. */
final class Outcomes {
    private Outcomes() {
    }

    /**
     * Plans, asks, runs, prints one line a node.
     *
     * @param leftOutFails whether a node that was asked for and left out makes the command fail
     */
    static int run(Operation<Outcome> operation, PlanOptions options, boolean ask, boolean leftOutFails, Invocation invocation)
            throws ProblemException, IOException {
        var agreed = ask ? options.agree(operation, invocation) : options.planned(operation, invocation);
        if (agreed.isEmpty()) {
            return Verb.DONE;
        }
        Plan plan = agreed.get();
        Outcome outcome;
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            outcome = operation.run(plan, progress);
        }
        print(plan, outcome, options.json(), invocation);
        return exit(plan, outcome, leftOutFails);
    }

    static int exit(Plan plan, Outcome outcome, boolean leftOutFails) {
        return outcome.failures().isEmpty() && (plan.leftOut().isEmpty() || !leftOutFails) ? Verb.DONE : Verb.FAILED;
    }

    private static void print(Plan plan, Outcome outcome, boolean json, Invocation invocation) throws IOException {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("results", outcome.results().stream().map(Outcomes::document).toList());
            document.put("leftOut", PlanOptions.leftOut(plan));
            new Json(invocation.terminal().out()).print(document);
            return;
        }
        Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "outcome.result"), Words.text(invocation, "outcome.reason"));
        outcome.results().forEach(r -> table.row(r.node(), word(r), Words.orDash(reason(r, invocation))));
        plan.leftOut().forEach(l -> table.row(l.node(), Words.text(invocation, "outcome.left.out"), l.why()));
        invocation.terminal().out().print(table);
    }

    /** One line that counts what came of it, then one per node that has failed or waits. */
    static String summary(Plan plan, Outcome outcome, Invocation invocation) {
        List<String> lines = new ArrayList<>();
        long deferred = outcome.results().stream().filter(r -> r.kind() == Outcome.Kind.DEFERRED).count();
        lines.add(Words.text(invocation, "outcome.summary", outcome.succeeded(), outcome.failures().size(), deferred, plan.leftOut().size()));
        outcome.failures().forEach(r -> lines.add("  " + r.node() + ": " + Table.printable(reason(r, invocation))));
        plan.leftOut().forEach(l -> lines.add("  " + l.node() + ": " + Table.printable(l.why())));
        return String.join("\n", lines);
    }

    private static String reason(NodeResult result, Invocation invocation) {
        if (!result.reason().isEmpty()) {
            return result.reason();
        }
        return result.kind() == Outcome.Kind.DONE && result.exitCode() != 0 ? Words.text(invocation, "outcome.exit", result.exitCode()) : "";
    }

    private static String word(NodeResult result) {
        return result.kind() == Outcome.Kind.DONE && result.exitCode() != 0 ? "failed" : Words.word(result.kind());
    }

    /** A node's result as programs see it. */
    static Map<String, Object> document(NodeResult result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("node", result.node());
        document.put("uuid", result.uuid());
        document.put("result", word(result));
        document.put("exitCode", result.exitCode());
        document.put("seconds", result.duration().toMillis() / 1000.0);
        document.put("reason", result.reason());
        return document;
    }
}
