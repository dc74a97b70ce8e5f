package org.bancada.log.elastic.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.TopValues;
import org.bancada.log.spi.FieldTypes;
import org.bancada.log.spi.Tokens;

/** Counts names, each at most once per event. */
final class Tally {
    private final Map<String, Long> counts = new HashMap<>();
    private long events;
    private long with;

    /** Counts one event's. */
    void add(Collection<String> names) {
        events++;
        with += names.isEmpty() ? 0 : 1;
        new HashSet<>(names).forEach(name -> counts.merge(name, 1L, Long::sum));
    }

    /** Counts the values of a field; prose has none that are counted. */
    void addValues(Event event, String field) {
        boolean counted = !Event.isProse(field) && !field.equals(Event.ID) && !field.equals(Event.TIME);
        add(counted ? event.values(field).stream().map(value -> EventDocument.whole(Tokens.cut(value))).toList() : List.of());
    }

    /** Counts the fields of an event. */
    void addNames(Event event) {
        add(event.fieldNames().stream().filter(name -> !name.equals(Event.ID) && !name.equals(Event.TIME)).toList());
    }

    TopValues top(int limit) {
        return new TopValues(sorted(counts.entrySet().stream().map(e -> new TopValues.Value(e.getKey(), e.getValue())).toList(), limit), events, with);
    }

    /** Most frequent first, equal ones by value. */
    static List<TopValues.Value> sorted(Collection<TopValues.Value> values, int limit) {
        return values.stream().sorted(Comparator.comparingLong(TopValues.Value::count).reversed().thenComparing(TopValues.Value::value)).limit(limit).toList();
    }

    List<FieldSummary> fields(int limit, List<Event> sample) {
        return fields(counts, limit, sample);
    }

    static List<FieldSummary> fields(Map<String, Long> counts, int limit, List<Event> sample) {
        List<FieldSummary> fields = new ArrayList<>();
        counts.forEach((name, count) -> fields.add(new FieldSummary(name, FieldTypes.of(name, sample), count)));
        fields.sort(Comparator.comparingLong(FieldSummary::count).reversed().thenComparing(FieldSummary::name));
        return List.copyOf(fields.subList(0, Math.min(limit, fields.size())));
    }
}
