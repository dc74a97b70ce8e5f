package org.bancada.rollout.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bancada.core.Node;
import org.bancada.image.Image;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;

/** Which version of an image nodes have: what they confirmed after their last report, which may be a quarter of an hour old, else what they reported. */
final class KnownBases {
    private static final Set<NodeRolloutState> SWITCHED = Set.of(NodeRolloutState.ACTIVATED, NodeRolloutState.CONFIRMED, NodeRolloutState.ROLLED_BACK);

    private final Map<String, Last> last = new HashMap<>();
    private final String reported;

    private record Last(String image, NodeProgress node) {
    }

    /** @param rollouts newest first */
    KnownBases(Image image, List<Image> catalogue, List<Rollout> rollouts) {
        reported = "image." + image.id() + ".file";
        Set<String> versions = new HashSet<>();
        catalogue.stream().filter(known -> known.id().equals(image.id())).forEach(known -> versions.add(known.sha256()));
        for (Rollout rollout : rollouts) {
            if (versions.contains(rollout.image())) {
                rollout.nodes().stream().filter(node -> SWITCHED.contains(node.state()))
                        .forEach(node -> last.putIfAbsent(node.uuid(), new Last(rollout.image(), node)));
            }
        }
    }

    /** Its digest, as the node or this machine has it; empty when none is known. */
    Optional<String> of(Node node) {
        Last newest = last.get(node.uuid());
        boolean later = newest != null && newest.node().state() == NodeRolloutState.CONFIRMED
                && (node.lastReport() == null || newest.node().since().isAfter(node.lastReport()));
        return later ? Optional.of(newest.image()) : node.facts().text(reported);
    }
}
