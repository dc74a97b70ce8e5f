package org.bancada.rollout;

import java.time.Instant;
import java.time.ZoneId;
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
