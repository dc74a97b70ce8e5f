package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.PracticeFleet;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the practice lab and takes its nodes out of the fleet: nothing of it stays behind. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=practice stop")
public final class PracticeStopVerb implements Verb {
    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Operation<Integer> stop = invocation.engines().get(PracticeFleet.class).stop();
        Optional<Plan> plan = options.planned(stop, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            stop.run(plan.get(), progress);
        }
        return DONE;
    }
}
