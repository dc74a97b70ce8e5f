package org.bancada.alert.internal;

import java.time.Instant;

/**
 * That a rule's condition is true of something.
 *
 * @param cause what tells it from others under the same rule: a node's UUID, a value of the field, or nothing
 * @param shown the same for people
 * @param room where; empty when unknown
 * @param when the clock's time
 * @param count events, or 1 for a node
 * @param evidence one line for people
 */
record Sighting(String cause, String shown, String room, Instant when, long count, String evidence) {
    private static final int LONGEST = 500;

    Sighting {
        cause = cut(cause);
        shown = cut(shown);
        evidence = cut(evidence);
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
