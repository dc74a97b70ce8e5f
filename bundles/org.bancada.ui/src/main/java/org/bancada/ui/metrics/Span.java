package org.bancada.ui.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.bancada.ui.kit.Formats;

/**
 * Which time a chart shows: the last so long, or between two moments.
 *
 * @param last null for two moments
 */
record Span(Duration last, Instant from, Instant to) {
    /** What is offered, shortest first. */
    static final List<Span> USUAL = List.of(last(Duration.ofHours(1)), last(Duration.ofHours(6)), last(Duration.ofHours(24)), last(Duration.ofDays(7)),
            last(Duration.ofDays(30)), last(Duration.ofDays(365)));
    static final int FIRST = 2;

    static Span last(Duration duration) {
        return new Span(duration, null, null);
    }

    static Span between(Instant from, Instant to) {
        return new Span(null, from, to);
    }

    Instant begin(Instant now) {
        return last == null ? from : now.minus(last);
    }

    Instant end(Instant now) {
        return last == null ? to : now;
    }

    String label() {
        if (last == null) {
            return MetricText.get("span.between", Formats.full(from), Formats.full(to));
        }
        return last.toDays() < 2 ? MetricText.get("span.hours", last.toHours()) : MetricText.get("span.days", last.toDays());
    }
}
