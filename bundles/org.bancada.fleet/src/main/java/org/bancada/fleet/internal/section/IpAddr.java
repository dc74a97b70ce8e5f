package org.bancada.fleet.internal.section;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ip addr}: interfaces with their flags, MAC and addresses (with prefix length), several separated by blanks. */
final class IpAddr implements SectionParser {
    private static final Pattern INTERFACE = Pattern.compile("\\d+: ([^:@ ]+)(?:@[^:]*)?: <([A-Z_0-9,-]*)>.*");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        String prefix = "";
        boolean understood = false;
        for (String line : output.lines().toList()) {
            Matcher head = INTERFACE.matcher(line);
            if (head.matches()) {
                understood = true;
                String name = FactSink.part(head.group(1));
                prefix = name.isEmpty() || name.equals("lo") ? "" : "net." + name + ".";
                if (!prefix.isEmpty()) {
                    facts.put(prefix + "link", ("," + head.group(2) + ",").contains(",LOWER_UP,") ? "up" : "down");
                    facts.putFirst(prefix + "kind", kind(name));
                }
            } else if (!prefix.isEmpty()) {
                detail(prefix, Columns.of(line), facts);
            }
        }
        return understood;
    }

    private static void detail(String prefix, List<String> words, FactSink facts) {
        if (words.size() < 2) {
            return;
        }
        switch (words.get(0)) {
            case "link/ether" -> facts.put(prefix + "mac", words.get(1).toLowerCase(Locale.ROOT));
            case "inet" -> join(prefix + "ipv4", words.get(1), facts);
            case "inet6" -> {
                if (words.contains("global") && !words.contains("temporary")) {
                    join(prefix + "ipv6", words.get(1), facts);
                }
            }
            default -> {
                // valid_lft and the like
            }
        }
    }

    private static void join(String key, String value, FactSink facts) {
        String before = facts.get(key);
        facts.put(key, before == null ? value : before + " " + value);
    }

    /** By the names that Linux and systemd.net-naming-scheme(7) give. */
    private static String kind(String name) {
        if (name.startsWith("wl") || name.startsWith("ath") || name.startsWith("ra")) {
            return "wifi";
        }
        return name.startsWith("eth") || name.startsWith("en") || name.startsWith("em") || name.matches("p\\d+p\\d+") ? "wired" : "virtual";
    }
}
