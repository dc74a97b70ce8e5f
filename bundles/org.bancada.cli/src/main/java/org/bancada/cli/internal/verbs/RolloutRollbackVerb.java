package org.bancada.cli.internal.verbs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Switches nodes back to the base image before. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout rollback")
public final class RolloutRollbackVerb extends RolloutActionVerb {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SELECTOR", descriptionKey = "selector", defaultValue = "*")
    private String selector;

    public RolloutRollbackVerb() {
        super(true, false);
    }

    @Override
    Operation<Rollout> operation(Rollouts rollouts, Rollout rollout, Invocation invocation) throws UsageException, ProblemException {
        Set<String> reached = rollout.nodes().stream().map(NodeProgress::uuid).collect(Collectors.toSet());
        List<Node> nodes = invocation.select(selector).stream().filter(node -> reached.contains(node.uuid())).toList();
        if (nodes.isEmpty()) {
            throw new ProblemException(new Problem(Words.text(invocation, "rollback.none"), selector, ""));
        }
        return rollouts.rollback(rollout, nodes);
    }

    @Override
    int exit(Plan plan, Rollout changed) {
        Set<String> back = changed.nodes().stream().filter(n -> n.state() == NodeRolloutState.ROLLED_BACK).map(NodeProgress::name)
                .collect(Collectors.toSet());
        return plan.steps().stream().allMatch(step -> back.contains(step.node())) ? DONE : FAILED;
    }
}
