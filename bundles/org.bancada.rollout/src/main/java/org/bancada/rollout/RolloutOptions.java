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
 * @param wakeTimeout how long a node may take to wake
 * @param idleTimeout how long a node may wait for its guest to be closed
 * @param schedule when what may be done
 */
public record RolloutOptions(String selector, List<List<Node>> waves, double successThreshold, double errorThreshold, Duration stallTimeout,
        Duration validity, Duration wakeTimeout, Duration idleTimeout, Schedule schedule) {
    public RolloutOptions {
        waves = waves.stream().map(List::copyOf).toList();
        if (!(successThreshold >= 0 && successThreshold <= 1 && errorThreshold >= 0 && errorThreshold <= 1)) {
            throw new IllegalArgumentException("thresholds are shares from 0 to 1");
        }
    }

    /** At once. */
    public RolloutOptions(String selector, List<List<Node>> waves, double successThreshold, double errorThreshold, Duration stallTimeout,
            Duration validity, Duration wakeTimeout, Duration idleTimeout) {
        this(selector, waves, successThreshold, errorThreshold, stallTimeout, validity, wakeTimeout, idleTimeout, Schedule.NONE);
    }

    public RolloutOptions withSchedule(Schedule when) {
        return new RolloutOptions(selector, waves, successThreshold, errorThreshold, stallTimeout, validity, wakeTimeout, idleTimeout, when);
    }

    /** With five minutes to wake and twelve hours for a guest to be closed. */
    public RolloutOptions(String selector, List<List<Node>> waves, double successThreshold, double errorThreshold, Duration stallTimeout,
            Duration validity) {
        this(selector, waves, successThreshold, errorThreshold, stallTimeout, validity, Duration.ofMinutes(5), Duration.ofHours(12));
    }

    public static RolloutOptions defaults(String selector) {
        return new RolloutOptions(selector, List.of(), 0.9, 0.5, Duration.ofMinutes(10), Duration.ofDays(30));
    }
}
