package org.bancada.cli.internal.verbs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.bancada.cli.Invocation;
import org.bancada.core.Messages;

/** Texts of the verbs in this package, and how they write values. */
final class Words {
    private static final Messages TEXT = Messages.beside(Words.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Words() {
    }

    static String text(Invocation invocation, String key, Object... arguments) {
        return TEXT.text(invocation.locale(), key, arguments);
    }

    /** A time in the zone of the process, to the second; a hyphen for none. */
    static String time(Instant instant) {
        return instant == null ? "-" : TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** The word of a state that scripts see. */
    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A duration as {@code DurationText} reads it. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds / 60 + "m";
    }

    static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
