package org.bancada.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

import org.bancada.core.query.Fields;
import org.bancada.log.spi.FlatJson;

/**
 * An event of the store. Immutable. Its fields are the leaves of its JSON, named by their path with dots ({@code kubernetes.pod}); arrays are
 * repeated values; besides there are {@code _id}, {@code _index} and, always as ISO 8601 in UTC, {@code @timestamp}.
 */
public final class Event implements Fields {
    public static final String ID = "_id";
    public static final String KIND = "_index";
    public static final String TIME = "@timestamp";

    /** Fields of prose: what Fluent Bit, rsyslog, journald and GELF call the line itself. */
    private static final List<String> LINES = List.of("message", "log", "msg", "MESSAGE", "short_message", "full_message");
    private static final Set<String> TEXTS = Set.copyOf(LINES);
    /** Where shippers put the name of the node, most telling first. */
    private static final List<String> NODES = List.of("node", "host.name", "host.hostname", "host", "hostname", "fromhost", "_HOSTNAME", "HOSTNAME");

    private final String id;
    private final String kind;
    private final Instant time;
    private final long order;
    private final String json;
    private volatile SortedMap<String, List<String>> fields;

    /** @param order ascending in the order in which events came in; tells events of the same time apart */
    public Event(String id, String kind, Instant time, long order, String json) {
        this.id = id;
        this.kind = kind;
        this.time = time;
        this.order = order;
        this.json = json;
    }

    /** @param fields of the JSON, as {@link FlatJson#parse} gives them; becomes the event's own */
    public static Event of(String id, String kind, Instant time, long order, String json, SortedMap<String, List<String>> fields) {
        Event event = new Event(id, kind, time, order, json);
        event.fields = event.whole(fields);
        return event;
    }

    public String id() {
        return id;
    }

    /** What Elasticsearch calls the index. */
    public String kind() {
        return kind;
    }

    public Instant time() {
        return time;
    }

    /** Ascending in the order in which events came in. */
    public long order() {
        return order;
    }

    /** The JSON object as it was shipped. */
    public String json() {
        return json;
    }

    /** All fields with their values, by name. */
    public SortedMap<String, List<String>> fields() {
        SortedMap<String, List<String>> known = fields;
        if (known == null) {
            known = whole(FlatJson.of(json));
            fields = known;
        }
        return known;
    }

    private SortedMap<String, List<String>> whole(SortedMap<String, List<String>> leaves) {
        leaves.put(ID, List.of(id));
        leaves.put(KIND, List.of(kind));
        leaves.put(TIME, List.of(time.toString()));
        return Collections.unmodifiableSortedMap(leaves);
    }

    /** The line itself: the first value of {@link #messageField}; empty when there is none. */
    public String message() {
        return messageField().map(name -> fields().get(name).getFirst()).orElse("");
    }

    /** The field of prose that is the line itself; empty when there is none. */
    public Optional<String> messageField() {
        return LINES.stream().filter(fields()::containsKey).findFirst();
    }

    /** The field that names the node; empty when no field does. */
    public Optional<String> nodeField() {
        return NODES.stream().filter(fields()::containsKey).findFirst();
    }

    /** The name of the node as the event says it. */
    public Optional<String> node() {
        return nodeField().map(name -> fields().get(name).getFirst());
    }

    @Override
    public Collection<String> values(String field) {
        return fields().getOrDefault(field, List.of());
    }

    @Override
    public Collection<String> fieldNames() {
        return fields().keySet();
    }

    /** All values but id, kind and time. */
    @Override
    public Collection<String> freeText() {
        List<String> texts = new ArrayList<>();
        fields().forEach((name, values) -> {
            if (!name.equals(ID) && !name.equals(KIND) && !name.equals(TIME)) {
                texts.addAll(values);
            }
        });
        return texts;
    }

    @Override
    public boolean isText(String field) {
        return isProse(field);
    }

    /** Whether a field holds prose, in which words are looked for. */
    public static boolean isProse(String field) {
        return TEXTS.contains(field);
    }

    /** All fields of prose. */
    public static Set<String> prose() {
        return TEXTS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Event event && event.id.equals(id) && event.kind.equals(kind) && event.json.equals(json);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return time + " " + kind + " " + json;
    }
}
