package org.bancada.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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

    /** @param imageBytes size of the image; @return how much of it is on the node, 0 to 100; 100 only when all of it is */
    public int percent(long imageBytes) {
        return switch (state) {
            case VERIFYING, STAGED, WAITING_IDLE, ACTIVATED, CONFIRMED -> 100;
            default -> imageBytes <= 0 ? 0 : (int) Math.clamp((long) (100.0 * bytes / imageBytes), 0, bytes >= imageBytes ? 100 : 99);
        };
    }

    /** Until the whole image is on the node at its present speed, in whole seconds; empty while it does not download. */
    public Optional<Duration> timeLeft(long imageBytes) {
        return state != NodeRolloutState.FETCHING || bytesPerSecond <= 0 ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.max(0, Math.ceilDiv(imageBytes - bytes, bytesPerSecond))));
    }
}
