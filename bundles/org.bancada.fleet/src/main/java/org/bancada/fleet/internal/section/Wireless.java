package org.bancada.fleet.internal.section;

import java.util.List;

/** {@code /proc/net/wireless}: a line per wireless interface with link quality and signal level in dBm. */
final class Wireless implements SectionParser {
    @Override
    public boolean parse(String command, String output, FactSink facts) {
        boolean header = false;
        for (String line : output.lines().toList()) {
            header |= line.startsWith("Inter-|");
            int colon = line.indexOf(':');
            if (header && colon > 0) {
                String name = FactSink.part(line.substring(0, colon).strip());
                List<String> words = Columns.of(line.substring(colon + 1));
                facts.put("net." + name + ".kind", "wifi");
                if (words.size() >= 3) {
                    facts.put("net." + name + ".wifi_quality", trimDot(words.get(1)));
                    facts.put("net." + name + ".wifi_level_dbm", trimDot(words.get(2)));
                }
            }
        }
        return header;
    }

    private static String trimDot(String number) {
        return number.endsWith(".") ? number.substring(0, number.length() - 1) : number;
    }
}
