package org.bancada.profile;

import java.util.OptionalInt;

/** What is known of Intel's integrated graphics, by PCI device id (QEMU, hw/vfio/igd.c, and docs/igd-assign.txt). */
final class Igd {
    /** Legacy mode is on by itself up to this generation. */
    static final int LAST_AUTOMATIC = 9;
    /** SeaBIOS reserves stolen memory before this generation only. */
    static final int FIRST_WITHOUT_SEABIOS = 11;

    private Igd() {
    }

    static boolean is(PciDevice device) {
        return device.isDisplay() && device.id().startsWith("8086:") && device.shortAddress().equals("00:02.0");
    }

    /** The generation; empty when this table does not know it. */
    static OptionalInt generation(PciDevice device) {
        String id = device.id();
        if (id.length() != 9) {
            return OptionalInt.empty();
        }
        return switch (id.substring(5, 7)) {
            case "01" -> OptionalInt.of(6);
            case "04", "0a", "0c", "0d", "0f" -> OptionalInt.of(7);
            case "16", "22" -> OptionalInt.of(8);
            case "19", "31", "59", "3e", "9b", "5a", "87" -> OptionalInt.of(9);
            case "8a", "45", "4e" -> OptionalInt.of(11);
            case "9a", "4c", "46", "a7" -> OptionalInt.of(12);
            case "7d", "64", "e2", "b0", "b6" -> OptionalInt.of(13);
            default -> OptionalInt.empty();
        };
    }

    /** Meteor Lake and later. */
    static boolean needsNewQemu(PciDevice device) {
        return generation(device).orElse(0) >= 13;
    }

    /** Whether a version such as {@code 7.2.22} is at least 10.1. */
    static boolean isNewQemu(String version) {
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4}).*").matcher(version);
        return matcher.matches() && (Integer.parseInt(matcher.group(1)) > 10
                || Integer.parseInt(matcher.group(1)) == 10 && Integer.parseInt(matcher.group(2)) >= 1);
    }
}
