package org.bancada.rollout;

import java.time.Instant;

/**
 * How much had come into one building at one moment. All numbers are sums since the rollout's start, so that the speed between two moments is
 * their difference by the time between.
 *
 * @param building campus and building, as {@code campus / building}; empty for nodes of which it is not known
 * @param bytes that the building's nodes have downloaded, from whomever
 * @param originBytes of these, what this machine has sent them; -1 while nobody can tell (the program {@code ss} of iproute2 is missing)
 */
public record RolloutSample(Instant at, String building, long bytes, long originBytes) {
}
