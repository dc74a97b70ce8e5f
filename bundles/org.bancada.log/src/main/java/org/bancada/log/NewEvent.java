package org.bancada.log;

import java.time.Instant;

/**
 * An event on its way into the store.
 *
 * @param id what names it for good; null lets the store choose. The same id in the same kind is the same event
 * @param kind what Elasticsearch calls the index, for example {@code logstash-2026.11.26}, {@code audit}, {@code change}
 * @param create whether an event that is there already stays as it is (outcome 409) instead of being replaced
 * @param json one JSON object; {@code @timestamp} (else {@code timereported}, {@code timegenerated}, {@code timestamp}, {@code time} or
 *        {@code date}) says when, as ISO 8601 or as milliseconds since 1970
 * @param received when it came in: its time when it names none
 */
public record NewEvent(String id, String kind, boolean create, String json, Instant received) {
}
