package org.bancada.cli.internal.verbs;

import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;

/** Stops a rollout at once: every node is ordered to stop, and switches to nothing. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout stop")
public final class RolloutStopVerb extends RolloutActionVerb {
    public RolloutStopVerb() {
        super(true, false);
    }

    @Override
    Operation<Rollout> operation(Rollouts rollouts, Rollout rollout, Invocation invocation) {
        return rollouts.halt(rollout);
    }
}
