package org.bancada.log.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Widths of bars that people know. */
public final class BarWidth {
    private static final List<Duration> NICE = List.of(
            Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(100),
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(30),
            Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofMinutes(30),
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3), Duration.ofHours(6), Duration.ofHours(12),
            Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(7), Duration.ofDays(14), Duration.ofDays(30), Duration.ofDays(90),
            Duration.ofDays(365), Duration.ofDays(1826), Duration.ofDays(3652), Duration.ofDays(36_524));

    private BarWidth() {
    }

    /** @param millis from the first bar's beginning to the end, at least 1 */
    public static Duration of(long millis, int bars) {
        for (Duration width : NICE) {
            // One more bar may be needed, since the first one begins where the width says.
            if (millis / width.toMillis() + 1 < bars) {
                return width;
            }
        }
        return Duration.ofMillis(millis / Math.max(1, bars - 2) + 1);
    }

    /** A bound of time in milliseconds, within the years that a histogram knows. */
    public static long millis(Instant time) {
        long most = 253_402_300_800_000L;
        return Math.clamp(time.getEpochSecond(), -most / 1000, most / 1000) * 1000 + time.getNano() / 1_000_000;
    }

    /** The last whole millisecond before a time, in which an event can lie that came before it. */
    public static long lastBefore(Instant end) {
        return end.getNano() % 1_000_000 == 0 ? millis(end) - 1 : millis(end);
    }

    /** Where the bar of a time begins, in milliseconds: at whole widths of the zone's clock. */
    public static long start(long millis, Duration width, ZoneId zone) {
        long offset = zone.getRules().getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds() * 1000L;
        return Math.floorDiv(millis + offset, width.toMillis()) * width.toMillis() - offset;
    }
}
