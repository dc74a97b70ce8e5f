package org.bancada.ui.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.bancada.ui.kit.Formats;

/**
 * Which times are looked at: the last so long, or between two moments.
 *
 * @param last null for two moments, or for all times
 * @param from first moment; null without bound
 * @param to first moment after the last one; null without bound
 */
record TimeRange(Duration last, Instant from, Instant to) {
    static final TimeRange ALL = new TimeRange(null, null, null);
    /** What is offered, shortest first. */
    static final List<TimeRange> USUAL = List.of(last(Duration.ofMinutes(15)), last(Duration.ofHours(1)), last(Duration.ofHours(24)),
            last(Duration.ofDays(7)), last(Duration.ofDays(30)), ALL);

    static TimeRange last(Duration duration) {
        return new TimeRange(duration, null, null);
    }

    static TimeRange between(Instant from, Instant to) {
        return new TimeRange(null, from, to);
    }

    /** The first moment, seen from {@code now}; null without bound. */
    Instant begin(Instant now) {
        return last == null ? from : now.minus(last);
    }

    Instant end() {
        return last == null ? to : null;
    }

    String label() {
        if (last != null) {
            return last.toHours() == 0 ? LogText.get("range.minutes", last.toMinutes()) : last.toDays() < 2 ? LogText.get("range.hours", last.toHours())
                    : LogText.get("range.days", last.toDays());
        }
        if (from == null || to == null) {
            return from == null && to == null ? LogText.get("range.all") : from == null ? LogText.get("range.until", Formats.full(to)) : LogText.get("range.since", Formats.full(from));
        }
        return LogText.get("range.between", Formats.full(from), Formats.full(to));
    }
}
