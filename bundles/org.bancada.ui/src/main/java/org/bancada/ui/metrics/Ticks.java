package org.bancada.ui.metrics;

import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

import org.bancada.core.Language;

/**
 * Time as a chart's axis can show it with ticks at full hours and days: the chart puts its ticks at whole numbers, so its numbers are counted in
 * the distance that the ticks shall have, from midnight in the person's zone.
 */
final class Ticks extends NumberFormat {
    private static final long serialVersionUID = 1L;
    private static final Duration[] APART = {Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5),
            Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(3),
            Duration.ofHours(6), Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(5), Duration.ofDays(10), Duration.ofDays(30),
            Duration.ofDays(60), Duration.ofDays(365)};
    private static final int MOST_TICKS = 9;
    private static final double MARGIN = 0.3;

    private final Instant midnight;
    private final Duration apart;
    private final ZoneId zone;
    private final Instant end;

    private Ticks(Instant midnight, Instant end, Duration apart, ZoneId zone) {
        this.midnight = midnight;
        this.end = end;
        this.apart = apart;
        this.zone = zone;
    }

    static Ticks of(Instant from, Instant to, ZoneId zone) {
        Duration least = Duration.between(from, to).dividedBy(MOST_TICKS);
        Duration apart = APART[APART.length - 1];
        for (int i = APART.length - 1; i >= 0; i--) {
            apart = APART[i].compareTo(least) >= 0 ? APART[i] : apart;
        }
        return new Ticks(from.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant(), to, apart, zone);
    }

    double units(Instant time) {
        return (double) Duration.between(midnight, time).toMillis() / apart.toMillis();
    }

    Instant time(double units) {
        return midnight.plusMillis((long) (units * apart.toMillis()));
    }

    /** The person's way to write a time, as short as the distance of the ticks allows; at midnight the day. Nothing where it would be cut off. */
    String label(double units) {
        if (units > units(end) - MARGIN) {
            return "";
        }
        ZonedDateTime time = time(Math.round(units * 1000) / 1000.0).atZone(zone);
        boolean day = time.toLocalTime().toSecondOfDay() == 0;
        if (apart.toDays() >= 30) {
            return DateTimeFormatter.ofPattern("MMM yyyy", Language.current()).format(time);
        }
        if (day || apart.toDays() >= 1) {
            return DateTimeFormatter.ofPattern(Language.current().getLanguage().equals("en") ? "EEE MMM d" : "EEE d/M", Language.current()).format(time);
        }
        FormatStyle style = apart.toSeconds() < 60 ? FormatStyle.MEDIUM : FormatStyle.SHORT;
        return DateTimeFormatter.ofLocalizedTime(style).withLocale(Language.current()).format(time);
    }

    @Override
    public StringBuffer format(double number, StringBuffer target, FieldPosition position) {
        return target.append(label(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer target, FieldPosition position) {
        return target.append(label(number));
    }

    @Override
    public Number parse(String text, ParsePosition position) {
        // The chart asks whether a label is a round number, and takes one that is none as it is.
        position.setErrorIndex(position.getIndex());
        return null;
    }
}
