package org.bancada.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Facts;

/**
 * One PCI device of a PC, as its facts tell it.
 *
 * @param address {@code DDDD:BB:SS.F}, lower-case hex
 * @param type class code, four hex digits ({@code 0300}); empty when unknown
 * @param id {@code vendor:device}, hex; empty when unknown
 * @param subsystem {@code vendor:device}, hex; empty when unknown
 * @param driver the host's driver; empty for none
 * @param group IOMMU group; empty when the host has no IOMMU
 */
public record PciDevice(String address, String type, String id, String subsystem, String driver, String group) {
    private static final Pattern KEY = Pattern.compile("pci\\.((?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7])\\.[a-z_]+");
    private static final String DOMAIN = "0000:";

    /** All devices, by address. Keys that are no PCI address are left out. */
    public static List<PciDevice> all(Facts facts) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String key : facts.asMap().subMap("pci.", "pci/").keySet()) {
            Matcher matcher = KEY.matcher(key);
            if (matcher.matches()) {
                addresses.add(matcher.group(1));
            }
        }
        List<PciDevice> devices = new ArrayList<>();
        for (String address : addresses) {
            String full = address.indexOf(':') == address.lastIndexOf(':') ? DOMAIN + address : address;
            devices.add(new PciDevice(full, fact(facts, address, "class"), fact(facts, address, "id"), fact(facts, address, "subsystem"),
                    fact(facts, address, "driver"), fact(facts, address, "iommu_group")));
        }
        devices.sort((a, b) -> a.address.compareTo(b.address));
        return devices;
    }

    private static String fact(Facts facts, String address, String key) {
        return facts.text("pci." + address + "." + key).orElse("").strip();
    }

    /** The address without the usual domain 0000, as QEMU and lspci show it. */
    public String shortAddress() {
        return address.startsWith(DOMAIN) ? address.substring(DOMAIN.length()) : address;
    }

    /** Domain, bus and slot: what the functions of one card share. */
    public String slot() {
        return address.substring(0, address.lastIndexOf('.'));
    }

    public int slotNumber() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1, address.lastIndexOf('.')), 16);
    }

    public int function() {
        return address.charAt(address.length() - 1) - '0';
    }

    /** Whether it sits on the root bus, where a slot of the host can be a slot of the guest too. */
    public boolean onRootBus() {
        return address.startsWith(DOMAIN + "00:");
    }

    /** VGA and other display controllers. */
    public boolean isDisplay() {
        return type.startsWith("03");
    }

    public boolean isNetwork() {
        return type.startsWith("02");
    }

    /** A PCI or host bridge: VFIO leaves it with the host when its group goes to a guest (kernel, Documentation/driver-api/vfio.rst). */
    public boolean isBridge() {
        return type.equals("0604") || type.equals("0600");
    }

    /** One line for people: address, class and ids. */
    public String label() {
        return shortAddress() + " [" + type + "] " + id;
    }
}
