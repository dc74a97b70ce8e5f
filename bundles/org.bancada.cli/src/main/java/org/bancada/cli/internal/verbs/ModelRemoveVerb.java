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
import org.bancada.core.SimpleProgress;
import org.bancada.studio.Studio;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Deletes a profile of the drop-in folder. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model remove")
public final class ModelRemoveVerb implements Verb {
    @Parameters(paramLabel = "MODEL", descriptionKey = "model")
    private String model;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Operation<Void> operation = invocation.engines().get(Studio.class).remove(ModelFindings.file(model, invocation));
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isPresent()) {
            operation.run(plan.get(), new SimpleProgress());
        }
        return DONE;
    }
}
