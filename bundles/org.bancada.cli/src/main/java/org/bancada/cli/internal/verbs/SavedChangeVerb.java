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
import org.bancada.log.SavedSearches;

import picocli.CommandLine.Mixin;

/** What the verbs have in common that change saved searches: only where one is lost, a person is asked. */
abstract class SavedChangeVerb implements Verb {
    @Mixin
    private PlanOptions options;

    abstract Operation<Void> operation(SavedSearches searches, Invocation invocation) throws UsageException, ProblemException;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Operation<Void> operation = operation(invocation.engines().get(SavedSearches.class), invocation);
        boolean loses = !operation.plan().losses().isEmpty();
        Optional<Plan> plan = loses ? options.agree(operation, invocation) : options.planned(operation, invocation);
        if (plan.isPresent()) {
            operation.run(plan.get(), Progress.none());
        }
        return DONE;
    }
}
