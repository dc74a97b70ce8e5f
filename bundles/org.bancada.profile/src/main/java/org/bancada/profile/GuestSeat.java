package org.bancada.profile;

/**
 * What of a guest differs from user to user and PC to PC.
 *
 * @param disk the user disk's path on the node
 * @param format {@code qcow2} or {@code raw}
 * @param mac the guest's network address
 */
public record GuestSeat(String disk, String format, String mac) {
    /** What a guest plan holds in place of them; the node fills them in. */
    public static final GuestSeat PLACEHOLDERS = new GuestSeat("@DISK@", "@FORMAT@", "@MAC@");

    /** @throws IllegalArgumentException when one of them has another shape */
    public GuestSeat {
        boolean placeholder = disk.equals("@DISK@");
        if (!placeholder && (disk.isEmpty() || disk.length() > 4000 || disk.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(disk);
        }
        if (!format.equals("@FORMAT@") && !format.matches("qcow2|raw")) {
            throw new IllegalArgumentException(format);
        }
        if (!mac.equals("@MAC@") && !mac.matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
            throw new IllegalArgumentException(mac);
        }
    }
}
