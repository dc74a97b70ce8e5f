package org.bancada.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is watched for.
 *
 * @param name unique; letters, digits, blanks, dots, hyphens and underscores, at most 64
 * @param kind what the query is about
 * @param query in the language of {@link org.bancada.core.query.Query}
 * @param atLeast for events: how many of them, 1 to 1,000,000; for nodes always 1
 * @param window for events: within which time, 1 s to 30 days, counted to a twentieth; for nodes: for how long one must match before it counts,
 *        0 to 30 days. A cause that stays away for as long is over
 * @param groupBy for events: the field by whose values they are counted apart, {@link #NODE} for the node; empty counts all together
 * @param enabled whether it is on
 * @param mutedUntil until when nobody is told of what it finds, null when it is not muted
 */
public record AlertRule(String name, Kind kind, String query, int atLeast, Duration window, String groupBy, boolean enabled, Instant mutedUntil) {
    /** In {@link #groupBy}: the node, whatever the shipper calls the field. */
    public static final String NODE = "node";

    private static final Pattern NAMES = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");

    public static final int MOST_EVENTS = 1_000_000;
    public static final Duration LONGEST = Duration.ofDays(30);

    /** What a query is about. */
    public enum Kind {
        /** Events of the logs, changes of facts (kind {@code change}) and the audit log among them. */
        EVENTS,
        /** Nodes of the fleet, by what they are and report. */
        NODES
    }

    public AlertRule {
        Objects.requireNonNull(name);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(query);
        Objects.requireNonNull(window);
        groupBy = groupBy == null ? "" : groupBy;
    }

    /** Whether a rule may be called so. */
    public static boolean isName(String name) {
        return NAMES.matcher(name).matches();
    }

    /** At least so many events that match within a time. */
    public static AlertRule events(String name, String query, int atLeast, Duration window, String groupBy) {
        return new AlertRule(name, Kind.EVENTS, query, atLeast, window, groupBy, true, null);
    }

    /** A node that matches for longer than a time. */
    public static AlertRule nodes(String name, String query, Duration window) {
        return new AlertRule(name, Kind.NODES, query, 1, window, "", true, null);
    }

    /** The same rule, on or off. */
    public AlertRule enabled(boolean on) {
        return new AlertRule(name, kind, query, atLeast, window, groupBy, on, mutedUntil);
    }

    /** Whether two rules find the same in the same way, whatever they are called. */
    public boolean meansTheSameAs(AlertRule other) {
        return kind == other.kind && query.equals(other.query) && atLeast == other.atLeast && window.equals(other.window) && groupBy.equals(other.groupBy);
    }
}
