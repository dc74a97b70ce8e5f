package org.bancada.metrics;

import java.text.NumberFormat;
import java.util.Locale;

import org.bancada.core.ByteSize;

/** What a metric's values are measured in. */
public enum Unit {
    BYTES("B", 1 / 1024.0, false), BYTES_PER_SECOND("B/s", 1, true), PERCENT("%", 10, false), CELSIUS("°C", 10, false);

    private final String symbol;
    private final double steps;
    private final boolean adds;

    Unit(String symbol, double steps, boolean adds) {
        this.symbol = symbol;
        this.steps = steps;
        this.adds = adds;
    }

    /** As it stands in a file's heading, for values that are not made shorter. */
    public String symbol() {
        return symbol;
    }

    /** Whether the value of a place is the sum over its nodes (traffic) and not their mean (a temperature). */
    public boolean adds() {
        return adds;
    }

    /** The value as a whole number of the steps in which it is kept: KiB, bytes a second, tenths. */
    public long stored(double value) {
        return Math.round(value * steps);
    }

    public double value(double stored) {
        return stored / steps;
    }

    /** For people, in the language of {@code locale}: 11.2 GiB, 3.4 MiB/s, 41.5 °C. */
    public String text(double value, Locale locale) {
        if (this == BYTES || this == BYTES_PER_SECOND) {
            return ByteSize.text(Math.round(value), locale) + (this == BYTES ? "" : "/s");
        }
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(value) + " " + symbol;
    }
}
