package org.bancada.log;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.core.query.QuerySyntax;

/**
 * A question to the logs under a name, with how its answer is shown.
 *
 * @param name unique, whatever its case; letters, digits, blanks, dots, hyphens and underscores, at most 64
 * @param query in the language of {@link Query}, at most {@link #LONGEST} characters; empty for every event
 * @param conditions what must be true besides, at most {@link #MOST}
 * @param columns from left to right, each field once, at most {@link #MOST}; see {@link #shownColumns}
 */
public record SavedSearch(String name, String query, List<Condition> conditions, Times times, List<Column> columns) {
    /** Bound on the characters of a query and of each value. */
    public static final int LONGEST = 10_000;
    /** Bound on conditions and on columns. */
    public static final int MOST = 100;
    /** Column of the node, whatever the shipper calls the field. */
    public static final String NODE = "node";
    /** Column of the line itself, whatever the shipper calls the field. */
    public static final String MESSAGE = "message";
    private static final Pattern NAMES = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}");

    public SavedSearch {
        Objects.requireNonNull(name);
        Objects.requireNonNull(query);
        Objects.requireNonNull(times);
        conditions = List.copyOf(conditions);
        columns = List.copyOf(columns);
    }

    /**
     * A field that has a value, or has it not.
     *
     * @param value compared as a whole
     * @param negated whether events that have the value are left out
     * @param enabled whether it counts; one that does not is kept for later
     */
    public record Condition(String field, String value, boolean negated, boolean enabled) {
        public Condition {
            Objects.requireNonNull(field);
            Objects.requireNonNull(value);
        }

        /** The same as a query. */
        public String query() {
            return (negated ? "not " : "") + QuerySyntax.fieldIs(field, value);
        }
    }

    /**
     * The last so long, seen from whenever it is asked, or between two moments.
     *
     * @param last to the millisecond, as the other two; null for two moments, or for all times
     * @param from first moment; null without bound
     * @param to first moment after the last one; null without bound
     */
    public record Times(Duration last, Instant from, Instant to) {
        public static final Times ALL = new Times(null, null, null);

        public Times {
            last = last == null ? null : last.truncatedTo(ChronoUnit.MILLIS);
            from = from == null ? null : from.truncatedTo(ChronoUnit.MILLIS);
            to = to == null ? null : to.truncatedTo(ChronoUnit.MILLIS);
        }

        public static Times last(Duration duration) {
            return new Times(duration, null, null);
        }

        /** The first moment, seen from {@code now}; null without bound. */
        public Instant begin(Instant now) {
            return last == null ? from : now.minus(last);
        }

        /** The first moment after the last one; null without bound. */
        public Instant end() {
            return last == null ? to : null;
        }
    }

    /**
     * A column of the answer.
     *
     * @param field {@link Event#TIME}, {@link #NODE}, {@link #MESSAGE} or a field of the events
     * @param width in pixels, 0 for the usual one
     */
    public record Column(String field, int width) {
        public Column {
            Objects.requireNonNull(field);
        }
    }

    /** Whether a search may be called so. */
    public static boolean isName(String name) {
        return NAMES.matcher(name).matches();
    }

    public SavedSearch named(String other) {
        return new SavedSearch(other, query, conditions, times, columns);
    }

    /** The columns from left to right. Time, node and the line itself are always there: where they are not named, the former two stand first, the latter last. */
    public List<Column> shownColumns() {
        List<Column> shown = new ArrayList<>(columns);
        int first = 0;
        for (String field : List.of(Event.TIME, NODE)) {
            if (columns.stream().noneMatch(column -> column.field().equals(field))) {
                shown.add(first++, new Column(field, 0));
            }
        }
        if (columns.stream().noneMatch(column -> column.field().equals(MESSAGE))) {
            shown.add(new Column(MESSAGE, 0));
        }
        return List.copyOf(shown);
    }

    /** Query and conditions that count as one query; {@code *} for every event. */
    public String wholeQuery() {
        List<String> parts = new ArrayList<>();
        if (!query.isBlank()) {
            parts.add("(" + query + ")");
        }
        conditions.stream().filter(Condition::enabled).map(Condition::query).forEach(parts::add);
        return parts.isEmpty() ? "*" : parts.size() == 1 && !query.isBlank() ? query : String.join(" and ", parts);
    }

    /**
     * What to ask the store.
     *
     * @throws QueryException when the query cannot be read
     */
    public LogQuery at(Instant now) throws QueryException {
        // By itself first: brackets around it must not make whole what is not.
        Query.parse(query);
        return new LogQuery(Query.parse(wholeQuery()), times.begin(now), times.end());
    }
}
