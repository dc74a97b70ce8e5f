package org.bancada.log;

import java.time.Instant;
import java.util.Objects;

import org.bancada.core.query.Query;

/**
 * Which events are meant.
 *
 * @param query over the fields of the events, {@code _id}, {@code _index} and {@code @timestamp} included
 * @param from first instant, null for no bound
 * @param to first instant after the last one, null for no bound
 */
public record LogQuery(Query query, Instant from, Instant to) {

    public LogQuery {
        Objects.requireNonNull(query);
    }

    /** Events of all times. */
    public static LogQuery of(Query query) {
        return new LogQuery(query, null, null);
    }
}
