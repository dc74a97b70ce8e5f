package org.bancada.alert;

import java.time.Instant;
import java.util.List;

/**
 * What a rule found: one cause, or many of one room that came at once.
 *
 * @param id names it for good
 * @param rule name of the rule that found it
 * @param kind what the rule's query was about
 * @param query the rule's query when it found this
 * @param groupBy the field whose values the causes are; empty when there is one cause only, or when they are nodes
 * @param state where it stands
 * @param room campus, building and room of the nodes; empty when unknown, or when no node is concerned
 * @param opened when it began
 * @param last when it was last seen
 * @param ended when all of its causes were over, null while one is not
 * @param count events so far, or nodes
 * @param causes names of nodes or values of the field, the first {@link #CAUSES_SHOWN}
 * @param causeCount how many causes there are
 * @param evidence an event, or what a node said; one line
 * @param mutedUntil until when it is muted, by itself or by its rule; null when it is not
 * @param acknowledgedBy who acknowledged it; empty when nobody has
 */
public record Alert(long id, String rule, AlertRule.Kind kind, String query, String groupBy, State state, String room, Instant opened, Instant last,
        Instant ended, long count, List<String> causes, int causeCount, String evidence, Instant mutedUntil, String acknowledgedBy) {
    public static final int CAUSES_SHOWN = 20;

    /** Where an alert stands. */
    public enum State {
        /** Somebody should look. What happened stays open when it has passed, what a node is no longer does not. */
        OPEN,
        /** Somebody has. */
        ACKNOWLEDGED,
        /** Not to be shown for a while. */
        MUTED,
        /** It has passed and nobody need look. */
        OVER
    }

    public Alert {
        causes = List.copyOf(causes);
    }
}
