package org.bancada.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bancada.core.Facts;

/**
 * Which PCs a profile is for.
 *
 * @param patterns DMI keys ({@code sys_vendor}) with the values that fit; each key must fit
 * @param place file and line of the first of them
 */
public record Match(Map<String, List<String>> patterns, String place) {

    public Match {
        patterns = java.util.Collections.unmodifiableMap(new TreeMap<>(patterns));
    }

    /** A profile without any is only there to be inherited from. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    public boolean fits(Facts facts) {
        return !patterns.isEmpty() && patterns.entrySet().stream().allMatch(entry -> {
            String value = facts.text("dmi." + entry.getKey()).orElse("").strip();
            return !value.isEmpty() && entry.getValue().stream().anyMatch(pattern -> Wildcard.matches(pattern, value));
        });
    }

    /** Whether it fits without wildcards: then it comes before one with wildcards. */
    public boolean isExact(Facts facts) {
        return patterns.entrySet().stream().allMatch(entry -> {
            String value = facts.text("dmi." + entry.getKey()).orElse("").strip();
            return entry.getValue().stream().anyMatch(pattern -> !pattern.contains("*") && Wildcard.matches(pattern, value));
        });
    }
}
