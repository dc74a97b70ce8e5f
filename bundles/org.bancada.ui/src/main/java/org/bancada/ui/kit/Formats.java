package org.bancada.ui.kit;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

import org.bancada.core.ByteSize;

/** Numbers, sizes and times as the person at the screen writes them. */
public final class Formats {
    private Formats() {
    }

    public static String number(long value) {
        return NumberFormat.getIntegerInstance().format(value);
    }

    /** A size in binary units; empty when it is not known (negative). */
    public static String bytes(long bytes) {
        return bytes < 0 ? "" : ByteSize.text(bytes);
    }

    public static String speed(long bytesPerSecond) {
        return bytesPerSecond <= 0 ? "" : bytes(bytesPerSecond) + "/s";
    }

    /** @param share 0 to 1 */
    public static String percent(double share) {
        // A copy that lacks its last piece is not at 100 %.
        return NumberFormat.getPercentInstance().format(share < 1 ? Math.floor(share * 100) / 100 : 1);
    }

    /** Date and time in the person's zone; the date is left out when it is today. Empty for null. */
    public static String time(Instant when) {
        if (when == null) {
            return "";
        }
        ZonedDateTime local = when.atZone(ZoneId.systemDefault());
        boolean today = local.toLocalDate().equals(LocalDate.now());
        return today ? DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM).format(local) : full(when);
    }

    /** Date and time in the person's zone. */
    public static String full(Instant when) {
        return when == null ? "" : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).format(when.atZone(ZoneId.systemDefault()));
    }

    /** The name of the person's zone, for headings of time columns. */
    public static String zone() {
        return ZoneId.systemDefault().getDisplayName(java.time.format.TextStyle.SHORT, Locale.getDefault());
    }

    /** 0.8 s, 12 s, 4 min 05 s, 2 h 10 min. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            NumberFormat format = NumberFormat.getNumberInstance();
            format.setMaximumFractionDigits(1);
            return format.format(duration.toMillis() / 1000.0) + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600 ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
                : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
    }

    /** A fact's value with its unit made readable: keys that end in {@code _bytes} or {@code kib} are sizes. */
    public static String fact(String key, String value) {
        try {
            if (key.endsWith("_bytes") || key.endsWith(".bytes")) {
                return bytes(Long.parseLong(value.strip())) + "  (" + value + ")";
            }
            if (key.endsWith("kib")) {
                return bytes(Math.multiplyExact(Long.parseLong(value.strip()), 1024)) + "  (" + value + " KiB)";
            }
        } catch (NumberFormatException | ArithmeticException asItIs) {
            return value;
        }
        return value;
    }
}
