package org.bancada.ui.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;

/**
 * How far a rollout is, in nodes.
 *
 * @param confirmed done
 * @param underWay anything between pending and confirmed
 * @param pending not begun
 * @param failed failed or skipped
 * @param rolledBack switched back
 */
record Tally(int total, int confirmed, int underWay, int pending, int failed, int rolledBack) {

    static Tally of(Rollout rollout) {
        Map<NodeRolloutState, Integer> counts = rollout.counts();
        int total = rollout.nodes().size();
        int confirmed = counts.getOrDefault(NodeRolloutState.CONFIRMED, 0);
        int pending = counts.getOrDefault(NodeRolloutState.PENDING, 0);
        int failed = counts.getOrDefault(NodeRolloutState.FAILED, 0) + counts.getOrDefault(NodeRolloutState.SKIPPED, 0);
        int back = counts.getOrDefault(NodeRolloutState.ROLLED_BACK, 0);
        return new Tally(total, confirmed, total - confirmed - pending - failed - back, pending, failed, back);
    }

    /** "4 of 6 confirmed, 1 under way, 1 failed" */
    String text() {
        List<String> parts = new ArrayList<>();
        parts.add(RolloutText.get("tally.confirmed", confirmed, total));
        part(parts, "tally.underWay", underWay);
        part(parts, "tally.pending", pending);
        part(parts, "tally.failed", failed);
        part(parts, "tally.rolledBack", rolledBack);
        return String.join(", ", parts);
    }

    private static void part(List<String> parts, String key, int count) {
        if (count > 0) {
            parts.add(RolloutText.get(key, count));
        }
    }
}
