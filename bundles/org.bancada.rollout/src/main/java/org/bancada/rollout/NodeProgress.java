package org.bancada.rollout;

import java.time.Instant;

import org.bancada.core.Place;

/**
 * How far one node is.
 *
 * @param since when it entered its state
 * @param reason why it stopped or waits, one sentence for people; else empty
 * @param nextAction what can be done next, for people; else empty
 * @param bytes of the image that are on the node
 * @param bytesPerSecond download speed just now
 * @param wave 0-based
 */
public record NodeProgress(String uuid, String name, Place place, NodeRolloutState state, Instant since, String reason, String nextAction,
        long bytes, long bytesPerSecond, int wave) {
}
