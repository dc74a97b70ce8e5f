package org.bancada.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Place;

/**
 * When a room has class.
 *
 * @param room the end of a path of places, parts joined by a slash: {@code 101}, {@code AT6/101} or {@code Main/AT6/101}; empty means every room
 * @param classes merged and in order
 */
public record Timetable(String room, List<Span> classes) {

    /** @param to not part of it */
    public record Span(Instant from, Instant to) {
    }

    public Timetable {
        room = room.strip();
        classes = merged(classes);
    }

    private static List<Span> merged(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && !span.from().isAfter(last.to())) {
                merged.set(merged.size() - 1, new Span(last.from(), last.to().isAfter(span.to()) ? last.to() : span.to()));
            } else if (span.from().isBefore(span.to())) {
                merged.add(span);
            }
        }
        return List.copyOf(merged);
    }

    /** Whether a place lies in this room. */
    public boolean concerns(Place place) {
        if (room.isEmpty()) {
            return true;
        }
        List<String> wanted = List.of(room.split("/"));
        List<String> path = place.parts().subList(0, 3);
        if (wanted.size() > path.size()) {
            return false;
        }
        List<String> tail = path.subList(path.size() - wanted.size(), path.size());
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).strip().equalsIgnoreCase(tail.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** When the class that goes on at a moment ends; empty when there is none. */
    public Optional<Instant> endOfClass(Instant moment) {
        int low = 0;
        int high = classes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (classes.get(middle).from().isAfter(moment)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == 0 ? Optional.empty() : Optional.of(classes.get(low - 1).to()).filter(end -> end.isAfter(moment));
    }
}
