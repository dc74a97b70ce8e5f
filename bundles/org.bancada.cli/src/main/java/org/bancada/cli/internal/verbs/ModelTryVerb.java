package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.bancada.studio.Studio;
import org.bancada.studio.TrialResult;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a guest on a node for a test and says whether it has what its model says. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model try")
public final class ModelTryVerb implements Verb {
    @Parameters(paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Option(names = "--model", paramLabel = "MODEL", descriptionKey = "model")
    private String model;

    @Option(names = "--seconds", paramLabel = "N", descriptionKey = "seconds", defaultValue = "20")
    private int seconds;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Node node = invocation.node(name);
        Operation<TrialResult> operation = invocation.engines().get(Studio.class).bench(node, profile(node, invocation), Duration.ofSeconds(seconds));
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        TrialResult tested;
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            tested = operation.run(plan.get(), progress);
        }
        if (options.json()) {
            new Json(invocation.terminal().out()).print(document(tested));
        } else {
            Table table = new Table(Words.text(invocation, "column.check"), Words.text(invocation, "column.result"));
            tested.checks().forEach(check -> table.row(check.what(),
                    Words.text(invocation, check.passed() ? "check.passed" : check.needed() ? "check.failed" : "check.open")));
            invocation.terminal().out().print(table);
            if (!tested.reason().isEmpty()) {
                invocation.terminal().err().println(Table.printable(tested.reason()));
            }
        }
        return tested.passed() ? DONE : FAILED;
    }

    private Profile profile(Node node, Invocation invocation) throws ProblemException {
        if (model != null) {
            return ModelFindings.profile(model, invocation);
        }
        return invocation.engines().get(Models.class).library().match(node.facts()).orElseThrow(() -> new ProblemException(
                new Problem(Words.text(invocation, "model.none"), node.name(), Words.text(invocation, "model.none.cure"))));
    }

    private static Map<String, Object> document(TrialResult tested) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("passed", tested.passed());
        document.put("reason", tested.reason());
        document.put("checks", tested.checks().stream().map(check -> Map.of("what", check.what(), "passed", check.passed(), "needed", check.needed())).toList());
        return document;
    }
}
