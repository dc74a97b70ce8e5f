package org.bancada.fleet.internal.section;

import java.util.List;

/** {@code /proc/meminfo}: {@code MemTotal:  7997824 kB} (proc(5); its kB are KiB). */
final class Meminfo implements SectionParser {
    @Override
    public boolean parse(String command, String output, FactSink facts) {
        for (String line : output.lines().toList()) {
            List<String> words = Columns.of(line);
            if (words.size() >= 2 && Columns.number(words.get(1)).isPresent()) {
                String key = switch (words.get(0)) {
                    case "MemTotal:" -> "ram.kib";
                    case "MemAvailable:" -> "ram.available_kib";
                    case "SwapTotal:" -> "swap.kib";
                    case "HugePages_Total:" -> "ram.hugepages";
                    case "Hugepagesize:" -> "ram.hugepage_kib";
                    default -> "";
                };
                if (!key.isEmpty()) {
                    facts.put(key, words.get(1));
                }
            }
        }
        return facts.has("ram.kib");
    }
}
