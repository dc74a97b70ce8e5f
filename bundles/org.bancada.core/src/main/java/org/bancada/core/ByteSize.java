package org.bancada.core;

import java.text.NumberFormat;
import java.util.Locale;

/** Numbers of bytes as people read them: powers of 1024, three digits or so, the decimal mark of the language. */
public final class ByteSize {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private ByteSize() {
    }

    /** For example "11.2 GiB", in the language of the moment. */
    public static String text(long bytes) {
        return text(bytes, Language.current());
    }

    public static String text(long bytes, Locale locale) {
        NumberFormat format = NumberFormat.getInstance(locale);
        if (Math.abs(bytes) < 1024) {
            return format.format(bytes) + " B";
        }
        double value = bytes;
        int unit = -1;
        while (Math.abs(value) >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        format.setMaximumFractionDigits(Math.abs(value) < 99.95 ? 1 : 0);
        return format.format(value) + " " + UNITS[unit];
    }
}
