package org.bancada.log;

/**
 * A field among the events that matched.
 *
 * @param type from the newest values: {@code text} prose, {@code number}, {@code date}, {@code boolean} or {@code keyword}
 * @param count of the events that have it
 */
public record FieldSummary(String name, Type type, long count) {

    /** What the values of a field are. */
    public enum Type {
        TEXT, KEYWORD, NUMBER, DATE, BOOLEAN
    }
}
