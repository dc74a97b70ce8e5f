package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every model of this project, on the machine that was recorded, comes to the recorded plan. With BANCADA_RECORD=yes in the environment the plans are written anew. */
class GoldenPlansTest {
    private final Library library = Samples.library();

    @Test
    void noProfileHasAMistake() {
        assertEquals(List.of(), library.problems());
        assertTrue(library.models().size() >= 9, library.models().size() + " models");
    }

    @TestFactory
    Stream<DynamicTest> everyModelComesToItsPlan() {
        return library.models().stream().map(profile -> DynamicTest.dynamicTest(profile.id(), () -> {
            var facts = Samples.facts(profile.id());
            assertEquals(profile.id(), library.match(facts).orElseThrow().id());
            assertEquals(List.of(), Lint.check(profile, facts).stream().filter(Finding::isError).toList());
            Path plan = Samples.folder().resolve(profile.id() + ".plan");
            if ("yes".equals(System.getenv("BANCADA_RECORD"))) {
                Files.writeString(plan, GuestPlan.of(profile, facts));
            }
            assertEquals(Files.readString(plan), GuestPlan.of(profile, facts));
        }));
    }

    @Test
    void theOptiPlex7010HasThePublishedArguments() throws Exception {
        Profile profile = library.profile("dell/optiplex-7010").orElseThrow();
        GuestSeat seat = new GuestSeat("/dev/zvol/tank/user/xz8ZaIS-3R1lMqeu0oa7DMJgDGuZbdw9tOI5EA/windows", "raw", "74:86:7a:fd:de:36");
        List<String> arguments = QemuArguments.options(profile, Assignment.of(profile, Samples.facts(profile.id())), seat).stream()
                .map(option -> String.join(" ", option)).toList();
        assertEquals(List.of("qemu-system-x86_64", "-accel kvm", "-cpu host", "-smp cores=8", "-machine pc", "-nodefaults", "-boot menu=off",
                "--mem-path /hugepages", "--mem-prealloc", "-m 6910M", "-device vfio-pci-nohotplug,host=00:02.0,bus=pci.0,addr=0x02",
                "-device vfio-pci-nohotplug,host=00:1d.0,bus=pci.0,addr=0x1d", "-device vfio-pci-nohotplug,host=00:1a.0,bus=pci.0,addr=0x1a",
                "-device vfio-pci-nohotplug,host=00:14.0,bus=pci.0,addr=0x14", "-device vfio-pci-nohotplug,host=00:1b.0,bus=pci.0,addr=0x1b",
                "-device virtio-scsi-pci,id=scsi", "-drive if=none,id=hd_sys,file=/dev/zvol/tank/user/xz8ZaIS-3R1lMqeu0oa7DMJgDGuZbdw9tOI5EA/windows,format=raw",
                "-device scsi-hd,drive=hd_sys", "-netdev user,hostfwd=tcp:0.0.0.0:3389-:3389,id=net_sys",
                "-device virtio-net-pci,netdev=net_sys,mac=74:86:7a:fd:de:36", "-rtc base=localtime,clock=vm"), arguments);
    }

    @Test
    void aCommaInTheDiskPathStaysInThePath() throws Exception {
        Profile profile = library.profile("dell/optiplex-7010").orElseThrow();
        var options = QemuArguments.options(profile, Assignment.of(profile, Samples.facts(profile.id())), new GuestSeat("/a,readonly=on", "qcow2", "52:54:00:00:00:01"));
        assertTrue(options.toString().contains("file=/a,,readonly=on,format=qcow2"), options.toString());
    }
}
