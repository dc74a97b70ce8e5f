package org.bancada.fleet.internal.section;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ethtool IF}: speed in Mbit/s, the fastest speed that the card supports, duplex, link, and what wakes the PC ({@code g} is the magic
 * packet).
 */
final class Ethtool implements SectionParser {
    private static final Pattern SUPPORTED = Pattern.compile("Supported link modes:([^:]{0,2000})");
    private static final Pattern MODE = Pattern.compile("\\b(\\d{2,6})base");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        List<String> words = Columns.of(command);
        String prefix = "net." + FactSink.part(words.get(words.size() - 1)) + ".";
        boolean understood = false;
        supported(output).ifPresent(mbit -> facts.put(prefix + "max_mbit", mbit));
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

    /** The modes may go on in lines of their own, which have no colon. */
    private static OptionalLong supported(String output) {
        Matcher modes = SUPPORTED.matcher(output);
        return modes.find() ? MODE.matcher(modes.group(1)).results().mapToLong(mode -> Long.parseLong(mode.group(1))).max() : OptionalLong.empty();
    }
}
