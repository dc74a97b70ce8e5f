package org.bancada.profile;

import java.util.List;

/** The keys that a profile may have, beside those with a name of their own ({@code device.NAME}, {@code host.NAME}, {@code firmware.KEY}, {@code usb.PORT}). */
final class ProfileKeys {
    static final List<String> PLAIN = List.of("inherit", "name", "replaces", "order", "machine", "bios", "memory.host_reserve_mib", "memory.guest_mib",
            "memory.hugepages", "cpu.host_threads", "cpu.guest_threads", "cpu.hide_hypervisor", "kvm.ignore_msrs", "net.forward", "clock");
    /** What DMI says of a PC, after {@code match.}. */
    static final List<String> DMI = List.of("sys_vendor", "product_name", "product_version", "product_family", "board_vendor", "board_name");
    /** After {@code device.NAME.}. */
    static final List<String> DEVICE = List.of("igd", "rom", "rom.sha256", "rom.origin");
    /** Device options of QEMU that a profile may set, after {@code device.NAME.}; what else QEMU knows is not for profiles. */
    static final List<String> DEVICE_OPTIONS = List.of("x-igd-opregion", "x-igd-gms", "x-igd-lpc", "x-igd-legacy-mode", "x-vga", "x-no-kvm-intx",
            "x-pci-sub-vendor-id", "x-pci-sub-device-id", "multifunction");

    private ProfileKeys() {
    }
}
