package org.bancada.rollout;

import java.time.Instant;

/** A node of a rollout entered a state. */
public record RolloutStep(String uuid, NodeRolloutState state, Instant at) {
}
