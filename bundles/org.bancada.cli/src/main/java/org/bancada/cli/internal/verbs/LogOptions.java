package org.bancada.cli.internal.verbs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.core.query.Moment;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which events a verb means. */
public final class LogOptions {
    private static final Pattern AGE = Pattern.compile("\\d{1,6}[yMwdhHms]");

    @Parameters(index = "0", arity = "0..1", paramLabel = "QUERY", descriptionKey = "log.query", defaultValue = "*")
    private String query;

    @Option(names = "--since", paramLabel = "TIME", descriptionKey = "log.since")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", descriptionKey = "log.until")
    private String until;

    /** @throws UsageException when the query or a time cannot be read */
    LogQuery query(Invocation invocation) throws UsageException {
        return new LogQuery(invocation.query(query), time(invocation, since, false), time(invocation, until, true));
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

    /** An event as one line for people: time, node, the line itself, or all fields when it has none. */
    static String line(Event event) {
        String message = event.message();
        if (message.isEmpty()) {
            StringBuilder all = new StringBuilder();
            event.fields().forEach((name, values) -> {
                if (!name.startsWith("_") && !name.equals(Event.TIME)) {
                    all.append(all.isEmpty() ? "" : " ").append(name).append('=').append(String.join(",", values));
                }
            });
            message = all.toString();
        }
        return org.bancada.cli.Table.printable(Words.time(event.time()) + "  " + event.node().orElse("-") + "  " + message.strip());
    }
}
