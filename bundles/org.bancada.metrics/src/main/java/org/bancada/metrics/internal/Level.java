package org.bancada.metrics.internal;

import java.time.Duration;

/** How coarse values are kept, and how long: what is looked at closely is recent. */
enum Level {
    RAW(Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofDays(14)),
    HOUR(Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(100)),
    DAY(Duration.ofDays(1), Duration.ofDays(128), Duration.ofDays(5 * 366));

    /** Seconds that one bucket stands for. */
    final long width;
    /** Seconds of which the buckets lie together in one row of the database. */
    final long period;
    /** Seconds after which it is forgotten. */
    final long kept;

    Level(Duration width, Duration period, Duration kept) {
        this.width = width.toSeconds();
        this.period = period.toSeconds();
        this.kept = kept.toSeconds();
    }

    long bucket(long at) {
        return Math.floorDiv(at, width) * width;
    }

    long chunk(long at) {
        return Math.floorDiv(at, period) * period;
    }

    /** The coarsest level that still has a point every {@code step} seconds, if it reaches back to {@code from}; else the finest that does. */
    static Level of(long step, long from, long now) {
        Level wanted = step >= DAY.width ? DAY : step >= HOUR.width ? HOUR : RAW;
        for (Level level : values()) {
            if (level.compareTo(wanted) >= 0 && (from >= now - level.kept || level == DAY)) {
                return level;
            }
        }
        return DAY;
    }
}
