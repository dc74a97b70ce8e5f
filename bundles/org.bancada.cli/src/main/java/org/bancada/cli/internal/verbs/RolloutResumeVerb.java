package org.bancada.cli.internal.verbs;

import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;

/** Lets a paused rollout go on. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout resume")
public final class RolloutResumeVerb extends RolloutOnwardVerb {
    @Override
    Operation<Rollout> operation(Rollouts rollouts, Rollout rollout, Invocation invocation) {
        return rollouts.resume(rollout);
    }
}
