package org.bancada.rollout;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One rollout at one moment.
 *
 * @param id short, unique in this lab
 * @param image the image's digest
 * @param imageName name and version for people
 * @param selector what a person typed to name the targets; may be empty
 * @param ended null while it is not over
 */
public record Rollout(String id, String image, String imageName, String selector, RolloutState state, Instant started, Instant ended,
        long imageBytes, List<NodeProgress> nodes) {

    public Rollout {
        nodes = List.copyOf(nodes);
    }

    /** How many nodes are in which state; states without nodes are absent. */
    public Map<NodeRolloutState, Integer> counts() {
        Map<NodeRolloutState, Integer> counts = new EnumMap<>(NodeRolloutState.class);
        nodes.forEach(n -> counts.merge(n.state(), 1, Integer::sum));
        return counts;
    }
}
