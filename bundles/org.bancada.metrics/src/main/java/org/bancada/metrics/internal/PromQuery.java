package org.bancada.metrics.internal;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bancada.metrics.Metric;

/** Metrics in the words of Prometheus, from what node_exporter says. */
final class PromQuery {
    private static final String VIRTUAL = "lo|virbr.*|vnet.*|veth.*|docker.*|br.*|tap.*|tun.*|macvtap.*|bond.*|dummy.*|ifb.*";
    private static final String SPECIAL = "\\^$.|?*+()[]{}";
    /** A rate needs two scrapes within it, also where they are a minute or two apart. */
    private static final long LEAST_WINDOW = 300;

    private PromQuery() {
    }

    /**
     * @param mountpoint of a disk's metric, as node_exporter names it; else empty
     * @param instances whose values are wanted
     * @param step seconds between two points
     */
    static String of(Metric metric, Optional<String> mountpoint, List<String> instances, long step) {
        String of = "instance=~\"" + instances.stream().map(PromQuery::literal).collect(Collectors.joining("|")) + "\"";
        String window = "[" + Math.max(LEAST_WINDOW, step) + "s]";
        if (mountpoint.isPresent()) {
            String disk = of + ",mountpoint=\"" + escaped(mountpoint.get()) + "\",fstype!~\"tmpfs|ramfs\"}";
            String free = "max by (instance) (node_filesystem_avail_bytes{" + disk + ")";
            return metric.equals(Metric.diskFree(metric.mount().orElse(""))) ? free
                    : "100 * (1 - " + free + " / max by (instance) (node_filesystem_size_bytes{" + disk + "))";
        }
        String available = "max by (instance) (node_memory_MemAvailable_bytes{" + of + "})";
        String total = "max by (instance) (node_memory_MemTotal_bytes{" + of + "})";
        return switch (metric.name()) {
            case "net.rx_bytes_s" -> "sum by (instance) (rate(node_network_receive_bytes_total{" + of + ",device!~\"" + VIRTUAL + "\"}" + window + "))";
            case "net.tx_bytes_s" -> "sum by (instance) (rate(node_network_transmit_bytes_total{" + of + ",device!~\"" + VIRTUAL + "\"}" + window + "))";
            case "ram.used_bytes" -> total + " - " + available;
            case "ram.used_percent" -> "100 * (1 - " + available + " / " + total + ")";
            default -> "max by (instance) (node_hwmon_temp_celsius{" + of + "} < 126)";
        };
    }

    /** A text as a regular expression (RE2) that means itself, within a quoted string. */
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder();
        for (char c : text.toCharArray()) {
            literal.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return escaped(literal.toString());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
