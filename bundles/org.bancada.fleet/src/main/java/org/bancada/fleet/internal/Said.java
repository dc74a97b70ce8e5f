package org.bancada.fleet.internal;

import java.time.Duration;
import java.time.Instant;

import org.bancada.core.Facts;

/**
 * What a node said last.
 *
 * @param stillDigest over the hardware and firmware sections; empty before the first report
 * @param source the address that it came from; empty before the first report
 * @param when null before the first report
 */
record Said(byte[] stillDigest, Facts facts, String source, Instant when) {
    static final Said NOTHING = new Said(new byte[0], Facts.NONE, "", null);

    private static final long DEFAULT_INTERVAL = 900;
    private static final long SHORTEST_INTERVAL = 1;
    private static final long LONGEST_INTERVAL = 86_400;
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** How often the node means to report. */
    Duration interval() {
        long seconds = facts.number("report.interval_s").orElse(DEFAULT_INTERVAL);
        return Duration.ofSeconds(Math.clamp(seconds, SHORTEST_INTERVAL, LONGEST_INTERVAL));
    }

    /** Whether a report has been missed: one and a half intervals and 10 s without. A report from the future counts for one interval too. */
    boolean missed(Instant now) {
        if (when == null) {
            return false;
        }
        Duration allowed = interval().multipliedBy(3).dividedBy(2).plus(GRACE);
        return now.isAfter(when.plus(allowed)) || now.isBefore(when.minus(allowed));
    }

    /** Whether the node may still be at {@link #source}: its interval is not over. */
    boolean isLive(Instant now) {
        return when != null && !now.isAfter(when.plus(interval())) && !now.isBefore(when.minus(interval()));
    }
}
