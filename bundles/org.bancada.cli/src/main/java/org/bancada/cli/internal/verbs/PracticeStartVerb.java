package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Verb;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts, or finds and grows, the practice lab. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=practice start")
public final class PracticeStartVerb implements Verb {
    @Option(names = "--nodes", paramLabel = "N", descriptionKey = "nodes", defaultValue = "6")
    private int count;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        PracticeStart start = new PracticeStart(count, invocation);
        Optional<Plan> plan = options.planned(start, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        List<PracticeNode> nodes;
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            nodes = start.run(plan.get(), progress);
        }
        PracticeStatusVerb.print(nodes, options.json(), invocation);
        return DONE;
    }
}
