package org.bancada.rollout;

import java.time.Instant;

/**
 * How much had come into one building at one moment. All numbers are sums since the rollout's start, so that the speed between two moments is
 * their difference by the time between. {@link RolloutSeries} says more.
 *
 * @param building as {@link RolloutSeries#building} names it
 * @param bytes that the building's nodes have downloaded, from whomever
 * @param originBytes of these from this machine
 */
public record RolloutSample(Instant at, String building, long bytes, long originBytes) {
}
