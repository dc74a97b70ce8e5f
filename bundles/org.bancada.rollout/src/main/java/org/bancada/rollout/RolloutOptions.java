package org.bancada.rollout;

import java.time.Duration;
import java.util.List;

import org.bancada.core.Node;

/**
 * @param selector what the person typed, kept for the record
 * @param waves the targets in waves, first one first; empty means one wave of all
 * @param successThreshold share of a wave (0 to 1) that must be confirmed before the next starts
 * @param errorThreshold share of all nodes (0 to 1) that may fail before everything stops
 * @param stallTimeout after which a node without progress fails with a reason
 * @param validity of the signed manifest
 */
public record RolloutOptions(String selector, List<List<Node>> waves, double successThreshold, double errorThreshold, Duration stallTimeout,
        Duration validity) {
    public RolloutOptions {
        waves = waves.stream().map(List::copyOf).toList();
    }

    public static RolloutOptions defaults(String selector) {
        return new RolloutOptions(selector, List.of(), 0.9, 0.5, Duration.ofMinutes(10), Duration.ofDays(30));
    }
}
