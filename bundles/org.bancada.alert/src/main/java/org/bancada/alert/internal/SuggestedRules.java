package org.bancada.alert.internal;

import java.time.Duration;
import java.util.List;

import org.bancada.alert.AlertRule;

/** Rules that most labs can use; they are off until somebody switches them on. Queries after docs/facts.md and the messages of OpenSSH's sshd. */
final class SuggestedRules {
    static final List<AlertRule> RULES = List.of(
            AlertRule.nodes("half-ram", "ram.kib < 6000000", Duration.ofMinutes(10)).enabled(false),
            AlertRule.events("chassis-opened", "_index: change and fact: chassis.intrusion and after: open*", 1, Duration.ofHours(1), AlertRule.NODE).enabled(false),
            AlertRule.nodes("disk-nearly-full", "disk.*.level: (low or full)", Duration.ofMinutes(10)).enabled(false),
            AlertRule.nodes("report-missing", "lastReport < now-3d", Duration.ofMinutes(30)).enabled(false),
            AlertRule.nodes("wifi-only", "wifi.only: yes", Duration.ofMinutes(10)).enabled(false),
            AlertRule.events("ssh-brute-force", "message: \"Failed password\" or message: \"Invalid user\" or message: \"maximum authentication attempts exceeded\"", 20,
                    Duration.ofMinutes(5), AlertRule.NODE).enabled(false));

    private SuggestedRules() {
    }

    static boolean contains(AlertRule rule) {
        return RULES.stream().anyMatch(known -> known.name().equals(rule.name()) && known.meansTheSameAs(rule));
    }
}
