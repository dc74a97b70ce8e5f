package org.bancada.profile;

import java.util.ArrayList;
import java.util.List;

/** The command line of a guest, from a profile laid on a PC. */
public final class QemuArguments {
    /** Where a node keeps ROM files. */
    public static final String ROM_FOLDER = "/usr/lib/bancada/rom/";
    static final String OVMF = "/usr/share/ovmf/OVMF.fd";

    private QemuArguments() {
    }

    /** @return option by option: the program, then each option with its value if it has one */
    public static List<List<String>> options(Profile profile, Assignment assignment, GuestSeat seat) {
        Profile.Settings settings = profile.settings();
        List<List<String>> options = new ArrayList<>();
        options.add(List.of("qemu-system-x86_64"));
        options.add(List.of("-accel", "kvm"));
        options.add(List.of("-cpu", settings.hideHypervisor() ? "host,kvm=off" : "host"));
        options.add(List.of("-smp", "cores=" + assignment.threads().orElse(1)));
        options.add(List.of("-machine", settings.machine()));
        options.add(List.of("-nodefaults"));
        options.add(List.of("-boot", "menu=off"));
        if (settings.bios().equals("ovmf")) {
            options.add(List.of("-bios", OVMF));
        }
        settings.hugepages().ifPresent(path -> {
            options.add(List.of("--mem-path", path));
            options.add(List.of("--mem-prealloc"));
        });
        options.add(List.of("-m", assignment.guestMib().orElse(0L) + "M"));
        if (assignment.handed().stream().noneMatch(h -> h.rule().igd() == DeviceRule.Igd.LEGACY) && assignment.handed().stream().noneMatch(h -> h.device().isDisplay())) {
            options.add(List.of("-vga", "std"));
        }
        assignment.handed().forEach(handed -> options.add(List.of("-device", device(handed, settings.machine()))));
        options.add(List.of("-device", "virtio-scsi-pci,id=scsi"));
        options.add(List.of("-drive", "if=none,id=hd_sys,file=" + seat.disk().replace(",", ",,") + ",format=" + seat.format()));
        options.add(List.of("-device", "scsi-hd,drive=hd_sys"));
        StringBuilder net = new StringBuilder("user");
        for (String forward : settings.forwards()) {
            int colon = forward.indexOf(':');
            String port = forward.substring(colon + 1);
            net.append(",hostfwd=").append(forward, 0, colon).append(":0.0.0.0:").append(port).append("-:").append(port);
        }
        options.add(List.of("-netdev", net + ",id=net_sys"));
        options.add(List.of("-device", "virtio-net-pci,netdev=net_sys,mac=" + seat.mac()));
        options.add(List.of("-rtc", "base=" + settings.clock() + ",clock=vm"));
        return options;
    }

    private static String device(Assignment.Handed handed, String machine) {
        StringBuilder text = new StringBuilder(driver(handed)).append(",host=").append(handed.device().shortAddress())
                .append(machine.equals("pc") ? ",bus=pci.0" : ",bus=pcie.0").append(",addr=").append(String.format("0x%02x", handed.slot()));
        if (handed.function() != 0 || handed.multifunction()) {
            text.append(".0x").append(handed.function());
        }
        if (handed.multifunction()) {
            text.append(",multifunction=on");
        }
        handed.rule().rom().ifPresent(rom -> text.append(rom.isOff() ? ",rombar=0" : ",romfile=" + ROM_FOLDER + rom.file()));
        handed.rule().options().forEach((key, value) -> text.append(',').append(key).append('=').append(value));
        return text.toString();
    }

    /** Devices that stand in a fixed slot are never plugged while the guest runs; QEMU hands an IGD's OpRegion only to this driver. */
    static String driver(Assignment.Handed handed) {
        return "vfio-pci-nohotplug";
    }
}
