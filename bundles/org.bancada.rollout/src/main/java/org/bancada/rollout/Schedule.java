package org.bancada.rollout;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Place;

/**
 * When a rollout may do what.
 *
 * @param zone of the windows
 * @param start before which no node is touched; null means at once
 * @param fetch when a node may begin to download; empty means always
 * @param activate when a node may switch; empty means always
 * @param timetables no node of a room switches while the room has class
 */
public record Schedule(ZoneId zone, Instant start, List<Window> fetch, List<Window> activate, List<Timetable> timetables) {
    /** At once, always. */
    public static final Schedule NONE = new Schedule(ZoneId.of("UTC"), null, List.of(), List.of(), List.of());

    public Schedule {
        fetch = List.copyOf(fetch);
        activate = List.copyOf(activate);
        timetables = List.copyOf(timetables);
    }

    /** What keeps a node from its next step. */
    public enum Cause {
        START, WINDOW, CLASS
    }

    /** @param until when this cause ends; another one may follow */
    public record Hold(Cause cause, Instant until) {
    }

    /**
     * A start as people write it.
     *
     * @param text {@code 2026-11-27 22:00}, or {@code 22:00} for the next one of that time
     * @return empty when it is none
     */
    public static Optional<Instant> start(String text, ZoneId zone, Instant now) {
        String given = text.strip().replace('T', ' ');
        try {
            if (given.contains("-")) {
                return Optional.of(LocalDateTime.parse(given, DateTimeFormatter.ofPattern("yyyy-MM-dd H:mm")).atZone(zone).toInstant());
            }
            LocalDateTime here = LocalDateTime.ofInstant(now, zone);
            LocalDateTime today = here.toLocalDate().atTime(LocalTime.parse(given, DateTimeFormatter.ofPattern("H:mm")));
            return Optional.of((today.isAfter(here) ? today : today.plusDays(1)).atZone(zone).toInstant());
        } catch (DateTimeException garbled) {
            return Optional.empty();
        }
    }

    public boolean isNone() {
        return start == null && fetch.isEmpty() && activate.isEmpty() && timetables.isEmpty();
    }

    /** What keeps a node from beginning now. */
    public Optional<Hold> beforeFetch(Instant now) {
        if (start != null && now.isBefore(start)) {
            return Optional.of(new Hold(Cause.START, start));
        }
        return closed(fetch, now);
    }

    /** What keeps a node at a place from switching now. */
    public Optional<Hold> beforeActivation(Place place, Instant now) {
        return timetables.stream().filter(table -> table.concerns(place)).map(table -> table.endOfClass(now)).flatMap(Optional::stream)
                .max(Comparator.naturalOrder()).map(end -> new Hold(Cause.CLASS, end)).or(() -> closed(activate, now));
    }

    private Optional<Hold> closed(List<Window> windows, Instant now) {
        if (windows.isEmpty() || windows.stream().anyMatch(window -> window.open(now, zone))) {
            return Optional.empty();
        }
        return windows.stream().map(window -> window.nextOpening(now, zone)).min(Comparator.naturalOrder())
                .map(opening -> new Hold(Cause.WINDOW, opening));
    }
}
