package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Under which names nodes call the collector, beside those that the machine knows itself by; none for no others. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=collector names")
public final class CollectorNamesVerb implements Verb {
    @Parameters(paramLabel = "NAME", arity = "0..100", descriptionKey = "name")
    private List<String> names = List.of();

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Operation<Void> operation = invocation.engines().get(EngineWiring.class).names(names);
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isPresent()) {
            operation.run(plan.get(), invocation.progress());
        }
        return DONE;
    }
}
