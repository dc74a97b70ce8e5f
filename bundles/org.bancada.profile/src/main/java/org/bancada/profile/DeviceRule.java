package org.bancada.profile;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A device, or all devices of a kind, that the guest gets.
 *
 * @param claim which ones
 * @param all whether it takes every one that fits, instead of the one that fits best
 * @param needed whether a PC without it gets no guest
 * @param slot where it must appear in the guest; empty: where it is on the host, or the next free slot
 * @param igd how an Intel IGD is handed over; NONE for everything else
 * @param rom its ROM
 * @param options further QEMU device options, {@code x-igd-*} and the like
 * @param places file and line of each of its settings, by the key's end ({@code rom}, {@code igd}, {@code x-igd-lpc})
 */
public record DeviceRule(Claim claim, boolean all, boolean needed, OptionalInt slot, Igd igd, Optional<Rom> rom, SortedMap<String, String> options,
        Map<String, String> places) {

    /** LEGACY: as primary display with the PC's own VGA ROM; UPT: as a secondary device of a guest whose driver brings it up. */
    public enum Igd {
        NONE, LEGACY, UPT
    }

    /**
     * A ROM.
     *
     * @param file its name in the node's ROM folder; {@code off} for no ROM at all
     * @param sha256 its digest; empty when the profile does not say
     * @param origin where it comes from, for people; empty when the profile does not say
     */
    public record Rom(String file, String sha256, String origin) {
        /** The value of {@code file} that hides the device's ROM. */
        public static final String OFF = "off";

        public boolean isOff() {
            return file.equals(OFF);
        }
    }

    public DeviceRule {
        options = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(options));
        places = Map.copyOf(places);
    }

    public String name() {
        return claim.name();
    }

    /** File and line of one of its settings, or of the device itself. */
    public String place(String setting) {
        return places.getOrDefault(setting, claim.place());
    }
}
