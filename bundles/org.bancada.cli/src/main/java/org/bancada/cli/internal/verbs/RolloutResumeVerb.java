package org.bancada.cli.internal.verbs;

import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a paused rollout go on. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout resume")
public final class RolloutResumeVerb extends RolloutActionVerb {
    @Option(names = {"-w", "--wait"}, descriptionKey = "wait")
    private boolean wait;

    public RolloutResumeVerb() {
        super(false);
    }

    @Override
    Operation<Rollout> operation(Rollouts rollouts, Rollout rollout, Invocation invocation) {
        return rollouts.resume(rollout);
    }

    @Override
    Optional<RolloutState> goal() {
        return Optional.of(RolloutState.COMPLETED);
    }

    @Override
    boolean follows() {
        return wait;
    }
}
