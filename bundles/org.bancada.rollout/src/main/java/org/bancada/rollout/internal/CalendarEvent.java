package org.bancada.rollout.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Iterator;
import java.util.TimeZone;
import java.util.function.Predicate;

import biweekly.component.VEvent;
import biweekly.io.TimezoneAssignment;
import biweekly.io.TimezoneInfo;
import biweekly.property.DateStart;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;

import org.bancada.rollout.Timetable;

/** One event of a timetable. */
final class CalendarEvent {
    /** No lab plans classes with rules from before; every step from there on would have to be counted. */
    private static final Instant OLDEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final int MOST_A_DAY = 24;
    private static final int LONGEST_TITLE = 60;

    private final VEvent event;
    private final TimeZone zone;
    private final ZoneId usual;
    private final boolean wholeDays;

    CalendarEvent(VEvent event, TimezoneInfo zones, ZoneId usual) {
        this.event = event;
        this.usual = usual;
        DateStart start = event.getDateStart();
        wholeDays = start != null && start.getValue() != null && !start.getValue().hasTime();
        TimezoneAssignment named = start == null || zones.isFloating(start) ? null : zones.getTimezone(start);
        boolean utc = start != null && !zones.isFloating(start) && named == null;
        if (wholeDays) {
            zone = TimeZone.getDefault();
        } else {
            zone = named != null ? named.getTimeZone() : TimeZone.getTimeZone(utc ? ZoneId.of("UTC") : usual);
        }
    }

    /** The reader takes a date without a time for midnight in the zone of this process; a day begins where the lab is. */
    Instant moment(Date read) {
        return wholeDays ? read.toInstant().atZone(ZoneId.systemDefault()).toLocalDate().atStartOfDay(usual).toInstant() : read.toInstant();
    }

    /** Neither cancelled nor marked as time that stays free. */
    boolean isClass() {
        boolean cancelled = event.getStatus() != null && event.getStatus().isCancelled();
        boolean free = event.getTransparency() != null && event.getTransparency().isTransparent();
        return !cancelled && !free;
    }

    String title() {
        String title = event.getSummary() == null ? "" : String.valueOf(event.getSummary().getValue());
        String line = title.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST_TITLE ? line.substring(0, LONGEST_TITLE) + "..." : line;
    }

    String location() {
        return event.getLocation() == null || event.getLocation().getValue() == null ? "" : event.getLocation().getValue().strip();
    }

    /** Why it cannot be used, as the key of a text; empty when it can. */
    String fault() {
        DateStart start = event.getDateStart();
        if (start == null || start.getValue() == null) {
            return "calendar.start";
        }
        if (start.getValue().toInstant().isBefore(OLDEST)) {
            return "calendar.old";
        }
        if (length().isNegative()) {
            return "calendar.end";
        }
        Recurrence rule = event.getRecurrenceRule() == null ? null : event.getRecurrenceRule().getValue();
        boolean often = rule != null && (rule.getFrequency() == Frequency.SECONDLY || rule.getFrequency() == Frequency.MINUTELY
                || (long) Math.max(1, rule.getBySecond().size()) * Math.max(1, rule.getByMinute().size()) * Math.max(1, rule.getByHour().size())
                        > MOST_A_DAY);
        return often ? "calendar.often" : "";
    }

    private Duration length() {
        ICalDate start = event.getDateStart().getValue();
        if (event.getDateEnd() != null && event.getDateEnd().getValue() != null) {
            return Duration.between(start.toInstant(), event.getDateEnd().getValue().toInstant());
        }
        if (event.getDuration() != null && event.getDuration().getValue() != null) {
            return Duration.ofMillis(event.getDuration().getValue().toMillis());
        }
        return start.hasTime() ? Duration.ZERO : Duration.ofDays(1);
    }

    /**
     * @param longest what a longer one is cut to
     * @param each told every occurrence that is not over at {@code from}, until it says false
     */
    void occurrences(Instant from, Instant until, Duration longest, Predicate<Timetable.Span> each) {
        Duration length = length().compareTo(longest) > 0 ? longest : length();
        boolean recurs = event.getRecurrenceId() == null && (event.getRecurrenceRule() != null || !event.getRecurrenceDates().isEmpty());
        if (!recurs) {
            tell(moment(event.getDateStart().getValue()), length, from, until, each);
            return;
        }
        DateIterator dates = event.getDateIterator(zone);
        dates.advanceTo(Date.from(from.minus(length).minus(Duration.ofDays(1))));
        for (Iterator<Date> rest = dates; rest.hasNext();) {
            Instant begin = moment(rest.next());
            if (!begin.isBefore(until) || !tell(begin, length, from, until, each)) {
                return;
            }
        }
    }

    /** Whole days end on the clock on the wall, also when that is set meanwhile. */
    private boolean tell(Instant begin, Duration length, Instant from, Instant until, Predicate<Timetable.Span> each) {
        ZoneId id = wholeDays ? usual : zone.toZoneId();
        Instant end = length.compareTo(Duration.ofDays(1)) < 0 ? begin.plus(length) : LocalDateTime.ofInstant(begin, id).plus(length).atZone(id).toInstant();
        return !end.isAfter(from) || !begin.isBefore(until) || each.test(new Timetable.Span(begin, end));
    }
}
