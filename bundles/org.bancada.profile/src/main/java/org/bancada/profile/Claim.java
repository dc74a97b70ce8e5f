package org.bancada.profile;

import java.util.List;

/**
 * Which devices a line of a profile means. An empty list allows everything; patterns may hold {@code *}.
 *
 * @param name the line's own name, such as {@code gpu}
 * @param types class codes, {@code 0300} or {@code 02*}
 * @param ids {@code vendor:device}, {@code 8086:*}
 * @param subsystems likewise
 * @param hint where it is on most PCs of this model ({@code 00:14.0}), empty for none; decides only between several that fit
 * @param place file and line
 */
public record Claim(String name, List<String> types, List<String> ids, List<String> subsystems, String hint, String place) {

    public Claim {
        types = List.copyOf(types);
        ids = List.copyOf(ids);
        subsystems = List.copyOf(subsystems);
    }

    public boolean fits(PciDevice device) {
        return any(types, device.type()) && any(ids, device.id()) && any(subsystems, device.subsystem());
    }

    /** Whether the device stands where the hint says. */
    public boolean isAtHint(PciDevice device) {
        return !hint.isEmpty() && (device.address().equals(hint) || device.shortAddress().equals(hint));
    }

    private static boolean any(List<String> patterns, String value) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, value));
    }
}
