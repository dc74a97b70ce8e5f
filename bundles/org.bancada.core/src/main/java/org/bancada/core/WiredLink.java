package org.bancada.core;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A wired link that is up, as a node's facts tell it; where a lab's cables are judged, they are judged here.
 *
 * @param name the interface
 * @param speedMbit what it runs at
 * @param capableMbit what its card can do at most; empty when the card did not say
 */
public record WiredLink(String name, long speedMbit, OptionalLong capableMbit) {
    /** In Mbit/s: what every PC and switch of a lab has had for years. */
    public static final long USUAL_MBIT = 1000;

    private static final String KIND = ".kind";

    /** The fastest one; empty when none is up or none told its speed. */
    public static Optional<WiredLink> fastest(Facts facts) {
        SortedMap<String, String> net = facts.asMap().subMap("net.", "net/");
        return net.entrySet().stream().filter(fact -> fact.getKey().endsWith(KIND) && fact.getValue().equals("wired"))
                .map(Map.Entry::getKey).map(key -> key.substring("net.".length(), key.length() - KIND.length()))
                .flatMap(name -> of(name, facts).stream()).max(Comparator.comparingLong(WiredLink::speedMbit));
    }

    private static Optional<WiredLink> of(String name, Facts facts) {
        String prefix = "net." + name + ".";
        OptionalLong speed = facts.number(prefix + "speed_mbit");
        boolean up = facts.text(prefix + "link").orElse("").equals("up");
        return up && speed.isPresent() && speed.getAsLong() > 0 ? Optional.of(new WiredLink(name, speed.getAsLong(), facts.number(prefix + "max_mbit")))
                : Optional.empty();
    }

    /** Slower than usual although the card could do more: cable, plug or switch port. A card of 100 Mbit/s at 100 Mbit/s is only old. */
    public boolean isSlow() {
        return speedMbit < Math.min(USUAL_MBIT, capableMbit.orElse(USUAL_MBIT));
    }

    /** Whether only wireless interfaces of a node have a link and an address. */
    public static boolean wifiOnly(Facts facts) {
        return facts.text("wifi.only").filter("yes"::equals).isPresent();
    }
}
