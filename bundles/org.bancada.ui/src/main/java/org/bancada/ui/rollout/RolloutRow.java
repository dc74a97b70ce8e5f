package org.bancada.ui.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.bancada.rollout.NodeProgress;
import org.bancada.ui.fleet.NodeSource;

/**
 * One node of a rollout as a row.
 *
 * @param imageBytes size of the image
 */
record RolloutRow(NodeProgress node, long imageBytes) implements NodeSource {

    /** Share of the image that is on the node, 0 to 1. */
    double share() {
        return imageBytes <= 0 ? 0 : Math.clamp((double) node.bytes() / imageBytes, 0, 1);
    }

    /** How long the download still takes at the speed of the moment; empty while it does not run. */
    Optional<Duration> timeLeft() {
        return node.timeLeft(imageBytes);
    }

    @Override
    public List<String> uuids() {
        return List.of(node.uuid());
    }
}
