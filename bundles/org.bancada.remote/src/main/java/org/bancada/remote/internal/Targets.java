package org.bancada.remote.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Plan;
import org.bancada.core.Plan.LeftOut;
import org.bancada.core.Plan.Step;
import org.bancada.remote.HostKeys;

/** Which nodes an action over SSH can reach, and why not the others. */
final class Targets {
    private final List<Node> nodes;

    /** @param nodes as they were asked for; one that was named twice counts once */
    Targets(List<Node> nodes) {
        Set<String> seen = new HashSet<>();
        this.nodes = nodes.stream().filter(node -> seen.add(node.uuid())).toList();
    }

    /** Why SSH cannot reach a node at all; empty when it can be tried. */
    static Optional<String> obstacle(Node node, HostKeys pins) {
        if (node.address().isEmpty()) {
            return Optional.of(Texts.text("left.address"));
        }
        return pins.pinned(node).isEmpty() ? Optional.of(Texts.text("left.unpinned")) : Optional.empty();
    }

    /** Why SSH cannot reach a node now; empty when it can be tried. */
    static Optional<String> obstacleNow(Node node, HostKeys pins) {
        return obstacle(node, pins).or(() -> node.state() == NodeState.OFFLINE ? Optional.of(Texts.text("left.offline")) : Optional.empty());
    }

    /**
     * The plan: a step for each node without an obstacle.
     *
     * @param title given the number of nodes
     */
    Plan plan(Function<Integer, String> title, Function<Node, Optional<String>> obstacle, Function<Node, String> step, List<String> losses) {
        List<Step> steps = new ArrayList<>();
        List<LeftOut> left = new ArrayList<>();
        for (Node node : nodes) {
            Optional<String> why = obstacle.apply(node);
            if (why.isPresent()) {
                left.add(new LeftOut(node.name(), why.get()));
            } else {
                steps.add(new Step(node.name(), step.apply(node)));
            }
        }
        return new Plan(title.apply(steps.size()), steps, left, steps.isEmpty() ? List.of() : losses);
    }

    /** The nodes that a plan acts on, in its order. */
    List<Node> of(Plan plan) {
        Map<String, Node> byName = new LinkedHashMap<>();
        nodes.forEach(node -> byName.putIfAbsent(node.name(), node));
        return plan.steps().stream().map(step -> byName.get(step.node())).filter(java.util.Objects::nonNull).distinct().toList();
    }
}
