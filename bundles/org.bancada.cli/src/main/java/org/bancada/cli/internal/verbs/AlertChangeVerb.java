package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Optional;

import org.bancada.alert.Alerts;
import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

import picocli.CommandLine.Mixin;

/** What the verbs have in common that change alerts or their rules: nobody regrets it, so nobody is asked. */
abstract class AlertChangeVerb implements Verb {
    @Mixin
    private PlanOptions options;

    abstract Operation<Void> operation(Alerts alerts, Invocation invocation) throws UsageException, ProblemException, IOException;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Operation<Void> operation = operation(invocation.engines().get(Alerts.class), invocation);
        Optional<Plan> plan = options.planned(operation, invocation);
        if (plan.isPresent()) {
            operation.run(plan.get(), Progress.none());
        }
        return DONE;
    }
}
