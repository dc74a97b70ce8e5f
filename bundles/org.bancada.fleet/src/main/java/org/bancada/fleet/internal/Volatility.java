package org.bancada.fleet.internal;

import java.util.List;

import org.bancada.fleet.internal.section.KnownSections;

/**
 * Which differences of facts are changes worth keeping. Counters, readings, free space and the clock differ in every report and are never
 * historised: what matters of them is derived into facts of few values ({@code disk.MOUNT.level}, {@code clock.ok}, {@code wifi.only}).
 */
final class Volatility {
    private static final List<String> PREFIXES = List.of("sensor.", "clock.offset_s", "guest.open", "firmware.advsm", "uptime");
    private static final List<String> SUFFIXES = List.of(".avail_bytes", ".used_percent", ".rx_bytes", ".tx_bytes", ".rx_errors", ".tx_errors",
            ".wifi_quality", ".wifi_level_dbm", ".ipv6", ".available_kib");
    /** A kernel update moves MemTotal by some MiB, a lost module by a quarter at least. */
    private static final double RAM_TOLERANCE = 0.03;

    private Volatility() {
    }

    /** Whether the fact differs in every report by its nature. */
    static boolean isVolatile(String key) {
        for (String prefix : PREFIXES) {
            if (key.startsWith(prefix)) {
                return true;
            }
        }
        for (String suffix : SUFFIXES) {
            if (key.endsWith(suffix)) {
                return true;
            }
        }
        return false;
    }

    /** @param before null when the fact appeared; {@code after} null when it vanished */
    static boolean isChange(String key, String before, String after) {
        if (isVolatile(key)) {
            return false;
        }
        if (before == null || after == null) {
            return true;
        }
        if (key.startsWith(KnownSections.FAILED)) {
            return false;
        }
        return !key.equals("ram.kib") && !key.equals("swap.kib") || differs(before, after);
    }

    private static boolean differs(String before, String after) {
        try {
            double old = Long.parseLong(before);
            return Math.abs(Long.parseLong(after) - old) > RAM_TOLERANCE * old;
        } catch (NumberFormatException odd) {
            return true;
        }
    }
}
