package org.bancada.log;

import java.time.Instant;

/**
 * A kind of events that the store holds.
 *
 * @param events how many
 * @param bytes what their JSON takes in sum, before it is packed
 * @param oldest time of the oldest event
 */
public record KindSummary(String kind, long events, long bytes, Instant oldest) {
}
