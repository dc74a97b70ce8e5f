package org.bancada.log;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes events for other programs, one a line. */
@FunctionalInterface
public interface EventWriter {

    /** Writes one event and its line feed. */
    void write(Event event) throws IOException;

    /** One JSON object a line as in Elasticsearch's answers: {@code _index}, {@code _id}, {@code @timestamp} and, as it was shipped, {@code _source}. */
    static EventWriter jsonLines(Writer out) {
        return event -> out.append("{\"_index\":").append(quoted(event.kind())).append(",\"_id\":").append(quoted(event.id())).append(",\"@timestamp\":\"")
                .append(event.time().toString()).append("\",\"_source\":").append(event.json().replace('\n', ' ').replace('\r', ' ')).append("}\n");
    }

    private static String quoted(String text) {
        return '"' + new String(com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /**
     * CSV after RFC 4180 with a header line; repeated values stand with a semicolon and a blank between. A text that a spreadsheet would run as
     * a formula gets an apostrophe before it.
     *
     * @param fields the columns behind {@code @timestamp} and {@code _id}
     */
    static EventWriter csv(Writer out, List<String> fields) throws IOException {
        List<String> columns = new java.util.ArrayList<>(List.of(Event.TIME, Event.ID));
        fields.stream().filter(field -> !columns.contains(field)).forEach(columns::add);
        out.append(String.join(",", columns.stream().map(EventWriter::cell).toList())).append("\r\n");
        return event -> out.append(String.join(",", columns.stream().map(name -> cell(String.join("; ", event.values(name)))).toList())).append("\r\n");
    }

    private static String cell(String value) {
        boolean harmless = value.equals(Event.TIME) || value.matches("[-+]?\\d+([.]\\d+)?");
        String safe = !value.isEmpty() && !harmless && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
