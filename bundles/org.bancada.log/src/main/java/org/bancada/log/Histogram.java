package org.bancada.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many events there were over time.
 *
 * @param start where the first bar begins
 * @param width of each bar
 * @param counts of events per bar, in order of time; empty when no event matched
 */
public record Histogram(Instant start, Duration width, List<Long> counts) {

    public Histogram {
        counts = List.copyOf(counts);
    }

    /** Where a bar begins. */
    public Instant start(int bar) {
        return start.plus(width.multipliedBy(bar));
    }

    /** All events in it. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
