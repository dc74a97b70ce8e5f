package org.bancada.log;

import java.time.Duration;

/**
 * How long events of a kind are kept.
 *
 * @param kind the kind, or with {@code *} a shape of kinds, for example {@code logstash-*}
 * @param age events older than this go; null for no bound
 * @param bytes when the events' JSON takes more than this in sum, the oldest go; 0 for no bound
 */
public record Retention(String kind, Duration age, long bytes) {

    /** Whether it is about a kind. */
    public boolean fits(String name) {
        return name.matches("\\Q" + kind.replace("*", "\\E.*\\Q") + "\\E");
    }
}
