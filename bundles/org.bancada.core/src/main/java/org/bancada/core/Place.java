package org.bancada.core;

import java.util.Comparator;
import java.util.List;

/**
 * Where a node stands: campus / building / room / seat. An unknown part is empty.
 * Ordered by campus, building, room and seat; runs of digits compare as numbers, so seat 2 comes before seat 10.
 */
public record Place(String campus, String building, String room, String seat) implements Comparable<Place> {

    /** Nobody has said where the node stands. */
    public static final Place UNKNOWN = new Place("", "", "", "");

    private static final Comparator<Place> ORDER = Comparator.comparing(Place::campus, NaturalOrder.INSTANCE)
            .thenComparing(Place::building, NaturalOrder.INSTANCE)
            .thenComparing(Place::room, NaturalOrder.INSTANCE)
            .thenComparing(Place::seat, NaturalOrder.INSTANCE);

    public Place {
        campus = clean(campus);
        building = clean(building);
        room = clean(room);
        seat = clean(seat);
    }

    private static String clean(String part) {
        return part == null ? "" : part.strip();
    }

    public boolean isUnknown() {
        return campus.isEmpty() && building.isEmpty() && room.isEmpty() && seat.isEmpty();
    }

    /** The four parts, unknown ones as empty strings. */
    public List<String> parts() {
        return List.of(campus, building, room, seat);
    }

    /** The known parts, joined by " / "; empty when nothing is known. */
    @Override
    public String toString() {
        return String.join(" / ", parts().stream().filter(p -> !p.isEmpty()).toList());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
