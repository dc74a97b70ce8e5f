package org.bancada.alert.internal;

import java.time.Duration;

/** Durations as people type them. */
final class Durations {
    private Durations() {
    }

    /** The shortest of {@code 90s}, {@code 5m}, {@code 2h}, {@code 7d} that says it exactly. */
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return "0s";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
