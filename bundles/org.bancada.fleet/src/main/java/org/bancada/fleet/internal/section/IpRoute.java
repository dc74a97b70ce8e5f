package org.bancada.fleet.internal.section;

import java.util.List;

/** {@code ip route}: where packets to elsewhere go; of several default routes the one with the smallest metric. */
final class IpRoute implements SectionParser {
    @Override
    public boolean parse(String command, String output, FactSink facts) {
        long best = Long.MAX_VALUE;
        boolean understood = false;
        for (String line : output.lines().toList()) {
            List<String> words = Columns.of(line);
            understood |= words.contains("dev");
            if (words.isEmpty() || !words.get(0).equals("default")) {
                continue;
            }
            long metric = Columns.number(after(words, "metric")).orElse(0);
            if (metric < best) {
                best = metric;
                facts.put("net.default.gateway", after(words, "via"));
                facts.put("net.default.interface", after(words, "dev"));
            }
        }
        return understood;
    }

    private static String after(List<String> words, String word) {
        int at = words.indexOf(word);
        return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
    }
}
