package org.bancada.virt;

import java.util.regex.Pattern;

/**
 * Names guests.
 *
 * @param node UUID of the node, or empty for every node that is asked
 * @param guest the guest's UUID, its name, or a name with {@code *} for any text
 */
public record GuestPick(String node, String guest) {

    /** Exactly this one. */
    public static GuestPick of(Guest guest) {
        return new GuestPick(guest.nodeUuid(), guest.uuid());
    }

    /** Every guest of this name, or whose name fits the wildcards, or with this UUID. */
    public static GuestPick named(String guest) {
        return new GuestPick("", guest);
    }

    /** Whether it names this guest. */
    public boolean matches(Guest other) {
        if (!node.isEmpty() && !node.equals(other.nodeUuid())) {
            return false;
        }
        return guest.equals(other.name()) || guest.equalsIgnoreCase(other.uuid()) || guest.indexOf('*') >= 0 && wild(other.name());
    }

    private boolean wild(String name) {
        StringBuilder pattern = new StringBuilder();
        // Several in a row mean one: without this, they would make the match slow.
        for (String piece : guest.replaceAll("\\*+", "*").split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(piece));
        }
        return Pattern.matches("(?s)" + pattern, name);
    }
}
