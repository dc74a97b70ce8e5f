package org.bancada.fleet.internal.section;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code lsblk -b -P -o NAME,SIZE,TYPE,ROTA,MODEL,SERIAL}: pairs {@code KEY="value"}, other bytes as {@code \xHH}. */
final class Lsblk implements SectionParser {
    private static final Pattern PAIR = Pattern.compile("([A-Z-]{1,20})=\"([^\"]{0,300})\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-f]{2})");
    private static final Set<String> TYPES = Set.of("disk", "part", "rom", "lvm", "crypt", "raid0", "raid1");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        boolean understood = false;
        for (String line : output.lines().toList()) {
            Map<String, String> pairs = new HashMap<>();
            Matcher pair = PAIR.matcher(line);
            while (pair.find()) {
                pairs.put(pair.group(1), unescape(pair.group(2)));
            }
            understood |= pairs.containsKey("NAME");
            String name = FactSink.part(pairs.getOrDefault("NAME", ""));
            String type = pairs.getOrDefault("TYPE", "");
            if (!name.isEmpty() && TYPES.contains(type) && !name.startsWith("zram") && !name.startsWith("ram")) {
                device("block." + name + ".", type, pairs, facts);
            }
        }
        return understood;
    }

    private static void device(String prefix, String type, Map<String, String> pairs, FactSink facts) {
        facts.put(prefix + "type", type);
        if (Columns.number(pairs.getOrDefault("SIZE", "")).isPresent()) {
            facts.put(prefix + "size_bytes", pairs.get("SIZE"));
        }
        if (type.equals("disk")) {
            facts.put(prefix + "rotational", "1".equals(pairs.get("ROTA")) ? "yes" : "no");
            facts.put(prefix + "model", pairs.getOrDefault("MODEL", ""));
            facts.put(prefix + "serial", pairs.getOrDefault("SERIAL", ""));
        }
    }

    private static String unescape(String value) {
        return value.indexOf('\\') < 0 ? value : ESCAPE.matcher(value).replaceAll(m -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(m.group(1), 16))));
    }
}
