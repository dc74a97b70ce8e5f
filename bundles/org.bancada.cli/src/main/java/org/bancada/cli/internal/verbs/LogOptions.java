package org.bancada.cli.internal.verbs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.query.Moment;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which events a verb means. */
public final class LogOptions {
    /** What a line shows unless somebody chose otherwise. */
    static final List<SavedSearch.Column> COLUMNS = List.of(new SavedSearch.Column(Event.TIME, 0), new SavedSearch.Column(SavedSearch.NODE, 0),
            new SavedSearch.Column(SavedSearch.MESSAGE, 0));
    private static final Pattern AGE = Pattern.compile("\\d{1,6}[yMwdhHms]");

    @Parameters(index = "0", arity = "0..1", paramLabel = "QUERY", descriptionKey = "log.query", defaultValue = "*")
    private String query;

    @Option(names = "--since", paramLabel = "TIME", descriptionKey = "log.since")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", descriptionKey = "log.until")
    private String until;

    @Option(names = "--saved", paramLabel = "NAME", descriptionKey = "log.saved.use")
    private String saved;

    /**
     * @throws UsageException when the query or a time cannot be read
     * @throws ProblemException when there is no saved search of the name, or it cannot be used
     */
    LogQuery query(Invocation invocation) throws UsageException, ProblemException {
        Query typed = invocation.query(query);
        Instant begin = time(invocation, since, false);
        Instant end = time(invocation, until, true);
        Optional<SavedSearch> search = search(invocation);
        if (search.isEmpty()) {
            return new LogQuery(typed, begin, end);
        }
        SavedSearch.Times times = since == null && until == null ? search.get().times() : new SavedSearch.Times(null, begin, end);
        Query whole = invocation.query(search.get().wholeQuery());
        Query both = typed.isEverything() ? whole : invocation.query("(" + whole.text() + ") and (" + typed.text() + ")");
        return new LogQuery(both, times.begin(Instant.now()), times.end());
    }

    /** The saved search that is used; empty when none is. */
    Optional<SavedSearch> search(Invocation invocation) throws ProblemException {
        if (saved == null) {
            return Optional.empty();
        }
        return Optional.of(invocation.engines().get(SavedSearches.class).find(saved).orElseThrow(() -> new ProblemException(
                new Problem(Words.text(invocation, "log.saved.unknown"), saved, Words.text(invocation, "log.saved.unknown.cure")))));
    }

    static Instant time(Invocation invocation, String typed, boolean end) throws UsageException {
        if (typed == null) {
            return null;
        }
        String text = AGE.matcher(typed).matches() ? "now-" + typed : typed.replace(' ', 'T');
        try {
            Moment.Span span = Moment.parse(text).orElseThrow(() -> new UsageException(Words.text(invocation, "log.time.wrong", typed)))
                    .span(ZonedDateTime.now());
            return end ? span.end() : span.start();
        } catch (DateTimeException beyond) {
            throw new UsageException(Words.text(invocation, "log.time.wrong", typed));
        }
    }

    /** An event as {@code --json} prints it. */
    static Map<String, Object> document(Event event) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", event.id());
        document.put("kind", event.kind());
        document.put("time", event.time());
        document.put("fields", event.fields());
        return document;
    }

    /** An event as one line for people: the values of these columns. */
    static String line(Event event, List<SavedSearch.Column> columns) {
        return org.bancada.cli.Table.printable(columns.stream().map(column -> switch (column.field()) {
            case Event.TIME -> Words.time(event.time());
            case SavedSearch.NODE -> event.node().orElse("-");
            case SavedSearch.MESSAGE -> text(event);
            default -> Words.orDash(String.join(",", event.values(column.field())));
        }).collect(Collectors.joining("  ")));
    }

    /** An event as one line for people: time, node, the line itself, or all fields when it has none. */
    static String line(Event event) {
        return line(event, COLUMNS);
    }

    private static String text(Event event) {
        if (!event.message().isEmpty()) {
            return event.message().strip();
        }
        StringBuilder all = new StringBuilder();
        event.fields().forEach((name, values) -> {
            if (!name.startsWith("_") && !name.equals(Event.TIME)) {
                all.append(all.isEmpty() ? "" : " ").append(name).append('=').append(String.join(",", values));
            }
        });
        return all.toString();
    }
}
