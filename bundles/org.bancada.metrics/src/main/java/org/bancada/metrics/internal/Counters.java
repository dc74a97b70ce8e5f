package org.bancada.metrics.internal;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.bancada.core.Facts;

/**
 * What {@code /proc/net/dev} counted up to one report, of the interfaces that stand for real traffic: bridges and the like would count it twice.
 *
 * @param at when the report came, seconds since 1970
 * @param bytes by interface and direction, for example {@code eth0.rx}
 */
record Counters(long at, Map<String, Long> bytes) {
    private static final Pattern NOT_REAL = Pattern.compile("(lo|virbr|vnet|veth|docker|br|tap|tun|macvtap|bond|dummy|ifb).*");
    private static final int MOST = 32;
    private static final long WRAP = 1L << 32;
    /** 100 Gbit/s: beyond it a counter is garbled. */
    private static final double FASTEST = 12.5e9;
    /** A clock read at the begin of a report against the time of its arrival. */
    private static final long TOLERANCE = 30;

    static Counters of(long at, Facts facts) {
        Map<String, Long> bytes = new TreeMap<>();
        for (Map.Entry<String, String> fact : facts.asMap().subMap("net.", "net/").entrySet()) {
            String key = fact.getKey();
            if ((key.endsWith(".rx_bytes") || key.endsWith(".tx_bytes")) && key.length() > "net.x.rx_bytes".length() - 1 && bytes.size() < MOST) {
                String name = key.substring("net.".length(), key.length() - ".rx_bytes".length());
                OptionalLong count = facts.number(key);
                boolean real = !facts.text("net." + name + ".kind").orElse("").equals("virtual") && !NOT_REAL.matcher(name).matches();
                if (real && count.isPresent() && count.getAsLong() >= 0) {
                    bytes.put(name + key.substring(key.length() - ".rx_bytes".length(), key.length() - "_bytes".length()), count.getAsLong());
                }
            }
        }
        return new Counters(at, bytes);
    }

    /**
     * Bytes a second since the report before, over all interfaces.
     *
     * @param suffix {@code .rx} or {@code .tx}
     * @param uptime seconds that the node has been up; empty when it does not say
     * @param longest seconds between two reports beyond which their mean says nothing
     * @return empty when it is not known: a first report, too long a silence, a counter that began again nobody knows when
     */
    OptionalDouble rate(Counters before, String suffix, OptionalLong uptime, long longest) {
        long span = at - before.at;
        boolean rebooted = uptime.isPresent() && uptime.getAsLong() < span - TOLERANCE;
        long seconds = rebooted ? uptime.getAsLong() : span;
        if (seconds <= 0 || seconds > longest) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        int known = 0;
        for (Map.Entry<String, Long> counter : bytes.entrySet()) {
            if (!counter.getKey().endsWith(suffix)) {
                continue;
            }
            Long old = rebooted ? Long.valueOf(0) : before.bytes.get(counter.getKey());
            if (old == null) {
                continue;
            }
            long delta = counter.getValue() - old;
            // Only an uptime tells a counter of 32 bits that went round from one that began anew with the node.
            if (delta < 0 && uptime.isPresent() && old >= WRAP / 2 && old < WRAP) {
                delta += WRAP;
            }
            if (delta < 0 || delta > FASTEST * seconds) {
                return OptionalDouble.empty();
            }
            sum += delta;
            known++;
        }
        return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / seconds);
    }

    /** One line a counter, for the database. */
    String text() {
        StringBuilder text = new StringBuilder();
        bytes.forEach((name, count) -> text.append(name).append('=').append(count).append('\n'));
        return text.toString();
    }

    static Counters read(long at, String text) {
        Map<String, Long> bytes = new TreeMap<>();
        text.lines().forEach(line -> {
            int equals = line.lastIndexOf('=');
            if (equals > 0 && line.substring(equals + 1).matches("\\d{1,18}")) {
                bytes.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
            }
        });
        return new Counters(at, bytes);
    }
}
