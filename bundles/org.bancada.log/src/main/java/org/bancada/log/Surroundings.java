package org.bancada.log;

import java.util.List;

/** What happened on the same node before and after an event; both lists in order of time, the anchor in neither. */
public record Surroundings(List<Event> before, Event anchor, List<Event> after) {

    public Surroundings {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
