package org.bancada.fleet.internal.section;

import java.util.List;

/** {@code ethtool IF}: speed in Mbit/s, duplex, link, and what wakes the PC ({@code g} is the magic packet). */
final class Ethtool implements SectionParser {
    @Override
    public boolean parse(String command, String output, FactSink facts) {
        List<String> words = Columns.of(command);
        String prefix = "net." + FactSink.part(words.get(words.size() - 1)) + ".";
        boolean understood = false;
        for (String line : output.lines().toList()) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                continue;
            }
            String value = line.substring(colon + 2).strip();
            switch (line.substring(0, colon).strip()) {
                case "Speed" -> {
                    if (value.endsWith("Mb/s")) {
                        facts.put(prefix + "speed_mbit", value.substring(0, value.length() - 4));
                    }
                    understood = true;
                }
                case "Duplex" -> facts.put(prefix + "duplex", value.toLowerCase(java.util.Locale.ROOT));
                case "Wake-on" -> facts.put(prefix + "wake_on", value);
                case "Link detected" -> {
                    facts.put(prefix + "link", value.startsWith("yes") ? "up" : "down");
                    understood = true;
                }
                default -> {
                    // modes, transceiver and the like
                }
            }
        }
        return understood;
    }
}
