package org.bancada.metrics.internal;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Facts;
import org.bancada.metrics.Metric;

/** What one report says of each metric. A reading that makes no sense is none. */
final class Readings {
    private static final Pattern FIRMWARE_TEMPERATURE = Pattern.compile("TEMPERATURE_\\d+:(-?\\d{1,3})");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,9}(\\.\\d{1,4})?");
    private static final double COLDEST = -40;
    /** Sensors that are not wired say 127 or 128. */
    private static final double HOTTEST = 126;
    private static final int MOST_DISKS = 8;
    private static final long KIB = 1024;
    private static final long DEFAULT_INTERVAL = 900;
    private static final long LONGEST_INTERVAL = 86_400;

    private Readings() {
    }

    /** @param before what the report before counted, or null */
    static Map<Metric, Double> of(Facts facts, Counters before, Counters now) {
        Map<Metric, Double> readings = new TreeMap<>();
        memory(facts, readings);
        temperature(facts).ifPresent(value -> readings.put(Metric.TEMPERATURE, value));
        disks(facts, readings);
        if (before != null) {
            OptionalLong uptime = facts.number("uptime_s");
            long longest = 3 * interval(facts);
            now.rate(before, ".rx", uptime, longest).ifPresent(value -> readings.put(Metric.RECEIVED, value));
            now.rate(before, ".tx", uptime, longest).ifPresent(value -> readings.put(Metric.SENT, value));
        }
        return readings;
    }

    /** Seconds between two reports, as the node means it. */
    static long interval(Facts facts) {
        return Math.clamp(facts.number("report.interval_s").orElse(DEFAULT_INTERVAL), 1, LONGEST_INTERVAL);
    }

    private static void memory(Facts facts, Map<Metric, Double> readings) {
        OptionalLong all = facts.number("ram.kib");
        OptionalLong free = facts.number("ram.available_kib");
        if (all.isPresent() && free.isPresent() && all.getAsLong() > 0 && free.getAsLong() >= 0 && free.getAsLong() <= all.getAsLong()
                && all.getAsLong() < Long.MAX_VALUE / KIB) {
            double used = all.getAsLong() - free.getAsLong();
            readings.put(Metric.MEMORY_USED, used * KIB);
            readings.put(Metric.MEMORY_SHARE, 100 * used / all.getAsLong());
        }
    }

    private static OptionalDouble temperature(Facts facts) {
        OptionalDouble hottest = facts.asMap().subMap("sensor.", "sensor/").entrySet().stream()
                .filter(fact -> fact.getKey().endsWith(".celsius") && DECIMAL.matcher(fact.getValue()).matches())
                .mapToDouble(fact -> Double.parseDouble(fact.getValue())).filter(Readings::possible).max();
        if (hottest.isPresent()) {
            return hottest;
        }
        Matcher firmware = FIRMWARE_TEMPERATURE.matcher(facts.text("firmware.advsm").orElse(""));
        return firmware.results().mapToDouble(found -> Double.parseDouble(found.group(1))).filter(Readings::possible).max();
    }

    private static boolean possible(double celsius) {
        return celsius > COLDEST && celsius < HOTTEST;
    }

    private static void disks(Facts facts, Map<Metric, Double> readings) {
        int disks = 0;
        for (String key : facts.asMap().subMap("disk.", "disk/").keySet()) {
            if (!key.endsWith(".avail_bytes") || disks == MOST_DISKS) {
                continue;
            }
            String mount = key.substring("disk.".length(), key.length() - ".avail_bytes".length());
            OptionalLong free = facts.number(key);
            if (Metric.named(key).isPresent() && free.isPresent() && free.getAsLong() >= 0) {
                disks++;
                readings.put(Metric.diskFree(mount), (double) free.getAsLong());
                facts.number("disk." + mount + ".used_percent").ifPresent(share -> readings.put(Metric.diskShare(mount), (double) Math.clamp(share, 0, 100)));
            }
        }
    }
}
