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
import org.bancada.core.Progress;
import org.bancada.image.Images;
import org.bancada.image.SigningKeys;

import picocli.CommandLine.Mixin;

/** What the verbs have in common that change the release keys. */
abstract class KeyChangeVerb implements Verb {
    @Mixin
    private PlanOptions options;

    abstract Operation<Void> operation(SigningKeys keys);

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Operation<Void> operation = operation(invocation.engines().get(Images.class).signingKeys());
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isPresent()) {
            operation.run(plan.get(), Progress.none());
        }
        return DONE;
    }
}
