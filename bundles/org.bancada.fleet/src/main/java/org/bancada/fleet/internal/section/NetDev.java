package org.bancada.fleet.internal.section;

import java.util.List;

/** {@code /proc/net/dev} (proc(5)): 8 counters received, 8 sent. */
final class NetDev implements SectionParser {
    @Override
    public boolean parse(String command, String output, FactSink facts) {
        boolean header = false;
        for (String line : output.lines().toList()) {
            header |= line.startsWith("Inter-|");
            int colon = line.indexOf(':');
            if (!header || colon < 0) {
                continue;
            }
            String name = FactSink.part(line.substring(0, colon).strip());
            List<String> counters = Columns.of(line.substring(colon + 1));
            if (!name.isEmpty() && !name.equals("lo") && counters.size() >= 11) {
                put("net." + name + ".rx_bytes", counters.get(0), facts);
                put("net." + name + ".rx_errors", counters.get(2), facts);
                put("net." + name + ".tx_bytes", counters.get(8), facts);
                put("net." + name + ".tx_errors", counters.get(10), facts);
            }
        }
        return header;
    }

    private static void put(String key, String counter, FactSink facts) {
        if (Columns.number(counter).isPresent()) {
            facts.put(key, counter);
        }
    }
}
