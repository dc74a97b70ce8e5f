package org.bancada.ui.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.bancada.core.Place;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void everyNodeIsCountedOnce() {
        for (NodeRolloutState state : NodeRolloutState.values()) {
            Tally tally = Tally.of(rollout(state));
            assertEquals(1, tally.confirmed() + tally.underWay() + tally.pending() + tally.failed() + tally.rolledBack(), state.name());
        }
    }

    @Test
    void partialIsNotCalledSuccess() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH);
        try {
            assertEquals("2 of 4 confirmed, 1 under way, 1 failed", Tally.of(rollout(NodeRolloutState.CONFIRMED, NodeRolloutState.CONFIRMED,
                    NodeRolloutState.FETCHING, NodeRolloutState.FAILED)).text());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Rollout rollout(NodeRolloutState... states) {
        List<NodeProgress> nodes = Stream.of(states)
                .map(s -> new NodeProgress("u", "n", Place.UNKNOWN, s, Instant.EPOCH, "", "", 0, 0, 0)).toList();
        return new Rollout("r1", "sha", "Debian 1", "*", RolloutState.RUNNING, Instant.EPOCH, null, 1, nodes);
    }
}
