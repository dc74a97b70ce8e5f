package org.bancada.log;

import java.util.List;

/**
 * The most frequent values of a field.
 *
 * @param values most frequent first, equal ones by value
 * @param events that matched, with the field or without
 * @param with events that have the field
 */
public record TopValues(List<Value> values, long events, long with) {

    /** @param count of the events that have this value */
    public record Value(String value, long count) {
    }

    public TopValues {
        values = List.copyOf(values);
    }
}
