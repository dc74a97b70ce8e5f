package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.practice.PracticeLab;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Breaks a node of the practice lab, or heals it. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=practice fault")
public final class PracticeFaultVerb implements Verb {
    @Parameters(index = "0", paramLabel = "NODE", descriptionKey = "name")
    private String node;

    @Parameters(index = "1", paramLabel = "KIND", descriptionKey = "kind")
    private String kind;

    @Option(names = {"--clear", "--heal"}, descriptionKey = "clear")
    private boolean clear;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        PracticeLab lab = invocation.engines().get(PracticeLab.class);
        if (!lab.faults().contains(kind)) {
            throw new UsageException(Words.text(invocation, "fault.unknown", kind, String.join(", ", lab.faults())));
        }
        Operation<Void> fault = lab.fault(node, kind, clear);
        Optional<Plan> plan = options.planned(fault, invocation);
        if (plan.isPresent()) {
            fault.run(plan.get(), invocation.progress());
        }
        return DONE;
    }
}
