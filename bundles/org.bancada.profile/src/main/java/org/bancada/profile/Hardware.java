package org.bancada.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.bancada.core.Facts;

/**
 * What a PC is made of, as a guest can have it: PCI devices by IOMMU group, because only whole groups can be handed over, and USB devices by port.
 *
 * @param groups by number; devices of which no group is known come last
 * @param usb by port
 */
public record Hardware(List<Group> groups, List<UsbDevice> usb) {

    /** Where a device goes. */
    public enum Use {
        /** The guest gets it. */
        GUEST,
        /** It leaves the host because its group does, and goes nowhere. */
        RELEASED,
        /** It stays with the host. */
        HOST,
        /** A bridge: it stays, and hinders nothing. */
        BRIDGE,
        /** The profile does not speak of it. */
        UNKNOWN
    }

    /**
     * @param device the device
     * @param kind what it is, for people
     * @param use where it goes with the profile; HOST for all when there is no profile
     * @param where its address in the guest ({@code 02.0}); empty when the guest does not get it
     */
    public record Device(PciDevice device, String kind, Use use, String where) {
    }

    /** @param number the IOMMU group; empty for devices of which none is known */
    public record Group(String number, List<Device> devices) {
    }

    /**
     * @param port the kernel's name, {@code 1-4}
     * @param label what the profile calls the port; empty for none
     * @param product what the device says of itself; may be empty
     */
    public record UsbDevice(String port, String id, String product, String label) {
    }

    public static Hardware of(Facts facts, Optional<Profile> profile) {
        Optional<Assignment> assignment = profile.map(p -> Assignment.of(p, facts));
        Map<String, List<Device>> groups = new TreeMap<>(Comparator.comparing((String group) -> group.isEmpty() ? 1 : 0)
                .thenComparing(group -> group.matches("[0-9]{1,9}") ? Integer.parseInt(group) : Integer.MAX_VALUE).thenComparing(Function.identity()));
        for (PciDevice device : PciDevice.all(facts)) {
            Optional<Assignment.Handed> handed = assignment.stream().flatMap(a -> a.handed().stream()).filter(h -> h.device().equals(device)).findFirst();
            groups.computeIfAbsent(device.group(), group -> new ArrayList<>()).add(new Device(device, kind(device.type()),
                    use(device, profile, assignment, handed.isPresent()), handed.map(h -> String.format("%02x.%d", h.slot(), h.function())).orElse("")));
        }
        return new Hardware(groups.entrySet().stream().map(group -> new Group(group.getKey(), List.copyOf(group.getValue()))).toList(), usb(facts, profile));
    }

    private static Use use(PciDevice device, Optional<Profile> profile, Optional<Assignment> assignment, boolean handed) {
        if (handed) {
            return Use.GUEST;
        }
        if (device.isBridge()) {
            return Use.BRIDGE;
        }
        if (assignment.filter(a -> a.released().contains(device)).isPresent()) {
            return Use.RELEASED;
        }
        return profile.isEmpty() || Assignment.fits(profile.get().host(), device) || Assignment.fits(profile.get().spare(), device) ? Use.HOST : Use.UNKNOWN;
    }

    /** PCI class codes: PCI Code and ID Assignment Specification, as pci.ids lists them. */
    private static String kind(String type) {
        String text = Texts.optional("class." + type);
        return text.isEmpty() && type.length() == 4 ? Texts.optional("class." + type.substring(0, 2)) : text;
    }

    private static List<UsbDevice> usb(Facts facts, Optional<Profile> profile) {
        Map<String, String> labels = profile.map(p -> (Map<String, String>) p.ports()).orElse(Map.of());
        TreeMap<String, UsbDevice> devices = new TreeMap<>();
        labels.forEach((port, label) -> devices.put(port, new UsbDevice(port, "", "", label)));
        Map<String, String> ids = facts.asMap().subMap("usb.", "usb/").entrySet().stream().filter(fact -> fact.getKey().matches("usb\\.[0-9]+-[0-9.]+\\.id"))
                .collect(Collectors.toMap(fact -> fact.getKey().substring(4, fact.getKey().length() - 3), Map.Entry::getValue));
        ids.forEach((port, id) -> devices.put(port, new UsbDevice(port, id, facts.text("usb." + port + ".product").orElse(""), labels.getOrDefault(port, ""))));
        return List.copyOf(devices.values());
    }
}
