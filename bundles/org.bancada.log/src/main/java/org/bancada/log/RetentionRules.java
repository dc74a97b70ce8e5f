package org.bancada.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which events go by themselves, as they are kept in a setting: one a line, {@code KIND DAYS BYTES}, 0 for no bound. The first
 * rule that fits a kind counts; one for everything stands last.
 */
public record RetentionRules(List<Retention> rules) {
    /** Where they are kept. */
    public static final String SETTING = "log.retention";
    private static final int MOST = 100;
    private static final long GIB = 1L << 30;
    /** Two years of changes, ten of the audit log, half a year and 50 GiB of everything else. */
    private static final List<Retention> USUAL = List.of(new Retention("change", Duration.ofDays(730), 0), new Retention("audit", Duration.ofDays(3650), 0),
            new Retention("*", Duration.ofDays(180), 50 * GIB));

    public RetentionRules {
        rules = List.copyOf(rules);
    }

    /** @param setting absent for the usual rules; a line that cannot be read is left out, so that nothing is removed by mistake */
    public static RetentionRules of(Optional<String> setting) {
        if (setting.isEmpty()) {
            return new RetentionRules(USUAL);
        }
        List<Retention> rules = new ArrayList<>();
        setting.get().lines().limit(MOST).forEach(line -> {
            String[] words = line.strip().split("\\s+");
            if (words.length == 3 && words[1].matches("\\d{1,6}") && words[2].matches("\\d{1,18}")) {
                long days = Long.parseLong(words[1]);
                rules.add(new Retention(words[0], days == 0 ? null : Duration.ofDays(days), Long.parseLong(words[2])));
            }
        });
        return new RetentionRules(rules);
    }

    /** With this rule instead of the one for the same kinds; it comes before the rules for shapes of kinds. */
    public RetentionRules with(Retention rule) {
        List<Retention> others = new ArrayList<>(rules);
        others.removeIf(known -> known.kind().equals(rule.kind()));
        if (rule.kind().contains("*")) {
            int at = rule.kind().equals("*") ? others.size() : (int) others.stream().filter(known -> !known.kind().equals("*")).count();
            others.add(at, rule);
        } else {
            others.add(0, rule);
        }
        return new RetentionRules(others);
    }

    /** As {@link #of} reads them. */
    public String text() {
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> text.append(rule.kind()).append(' ').append(rule.age() == null ? 0 : rule.age().toDays()).append(' ').append(rule.bytes()).append('\n'));
        return text.toString();
    }
}
