package org.bancada.core.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of a query: ISO-8601, whole or only its beginning ({@code 2026}, {@code 2026-11}, {@code 2026-11-20}, {@code 2026-11-20T14:30}),
 * or {@code now}, with Elasticsearch's date math ({@code now-7d}, {@code now-1d/d}, {@code 2026-11-20||+1M/d}; units y M w d h H m s).
 * It is a span: a day when only the day was said, a millisecond when all was.
 */
public final class Moment {
    private static final Pattern SHAPE = Pattern.compile("(now|[0-9T:.+Z-]{4,35}?)(\\|\\|)?((?:[+-]\\d{1,6}[yMwdhHms]|/[yMwdhHms])*)");
    private static final Pattern STEP = Pattern.compile("([+-]\\d+|/)([yMwdhHms])");
    private static final Pattern ISO = Pattern.compile("\\d{4}(-\\d\\d(-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d([.]\\d{1,9})?)?(Z|[+-]\\d\\d:?\\d\\d)?)?)?)?");

    /** @param start first instant of the span; {@code end} the first one after it */
    public record Span(Instant start, Instant end) {
    }

    private record Step(int amount, ChronoUnit unit) {
    }

    /** Null for now. */
    private final String date;
    private final List<Step> steps;

    private Moment(String date, List<Step> steps) {
        this.date = date;
        this.steps = steps;
    }

    /** Reads a time; empty when the text is none. */
    public static Optional<Moment> parse(String text) {
        Matcher shape = text.length() > 80 ? null : SHAPE.matcher(text);
        if (shape == null || !shape.matches()) {
            return Optional.empty();
        }
        boolean now = shape.group(1).equals("now");
        boolean math = !shape.group(3).isEmpty();
        // A date's own dashes could pass for date math: bars must stand between, and only there.
        if (now ? shape.group(2) != null : math != (shape.group(2) != null) || !ISO.matcher(shape.group(1)).matches()) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(shape.group(3));
        while (step.find()) {
            steps.add(new Step(step.group(1).equals("/") ? 0 : Integer.parseInt(step.group(1)), unit(step.group(2))));
        }
        Moment moment = new Moment(now ? null : shape.group(1), List.copyOf(steps));
        try {
            moment.span(ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, java.time.ZoneOffset.UTC));
            return Optional.of(moment);
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    /** Whether it moves with the clock. */
    boolean isRelative() {
        return date == null;
    }

    /**
     * @param now the present, in the zone that times without an offset are in
     * @throws DateTimeException when date math leaves the range of time
     */
    public Span span(ZonedDateTime now) {
        if (date == null) {
            return shifted(now, ChronoUnit.MILLIS);
        }
        ChronoUnit precision = switch (date.length()) {
            case 4 -> ChronoUnit.YEARS;
            case 7 -> ChronoUnit.MONTHS;
            case 10 -> ChronoUnit.DAYS;
            default -> date.length() == 16 || date.charAt(16) != ':' ? ChronoUnit.MINUTES
                    : date.indexOf('.') < 0 ? ChronoUnit.SECONDS : ChronoUnit.MILLIS;
        };
        return shifted(start(now), precision);
    }

    private ZonedDateTime start(ZonedDateTime now) {
        return switch (date.length()) {
            case 4 -> Year.parse(date).atDay(1).atStartOfDay(now.getZone());
            case 7 -> YearMonth.parse(date).atDay(1).atStartOfDay(now.getZone());
            case 10 -> LocalDate.parse(date).atStartOfDay(now.getZone());
            default -> offset(date) ? instant(date).atZone(now.getZone()) : LocalDateTime.parse(date).atZone(now.getZone());
        };
    }

    private Span shifted(ZonedDateTime start, ChronoUnit precision) {
        ZonedDateTime at = start;
        ChronoUnit span = precision;
        for (Step step : steps) {
            if (step.amount() == 0) {
                at = floor(at, step.unit());
                span = step.unit();
            } else {
                at = at.plus(step.amount(), step.unit());
            }
        }
        return new Span(at.toInstant(), at.plus(1, span).toInstant());
    }

    private static ZonedDateTime floor(ZonedDateTime at, ChronoUnit unit) {
        return switch (unit) {
            case YEARS -> at.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            case MONTHS -> at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case WEEKS -> at.truncatedTo(ChronoUnit.DAYS).with(java.time.DayOfWeek.MONDAY);
            default -> at.truncatedTo(unit);
        };
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "y" -> ChronoUnit.YEARS;
            case "M" -> ChronoUnit.MONTHS;
            case "w" -> ChronoUnit.WEEKS;
            case "d" -> ChronoUnit.DAYS;
            case "h", "H" -> ChronoUnit.HOURS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.SECONDS;
        };
    }

    private static boolean offset(String time) {
        return time.endsWith("Z") || time.lastIndexOf('-') > 10 || time.indexOf('+') > 10;
    }

    private static Instant instant(String time) {
        int sign = Math.max(time.lastIndexOf('-'), time.indexOf('+'));
        boolean compact = sign > 10 && time.length() - sign == 5;
        return OffsetDateTime.parse(compact ? time.substring(0, sign + 3) + ":" + time.substring(sign + 3) : time).toInstant();
    }

    /** The instant that a record's value names, null when it names none; times without an offset are in {@code now}'s zone. */
    static Instant instantOf(String value, ZonedDateTime now) {
        if (value.length() < 10 || value.length() > 35 || value.charAt(4) != '-') {
            return null;
        }
        try {
            if (value.endsWith("Z")) {
                return Instant.parse(value);
            }
            if (!ISO.matcher(value).matches()) {
                return null;
            }
            return new Moment(value, List.of()).start(now).toInstant();
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }
}
