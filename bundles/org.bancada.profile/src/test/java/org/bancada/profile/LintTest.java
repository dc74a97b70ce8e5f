package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;

import org.bancada.core.Facts;
import org.junit.jupiter.api.Test;

/** Each rule finds its mistake, points at the line, and says why and what to do. */
class LintTest {
    private static final String HEAD = "inherit = dell/optiplex-7010\nreplaces = dell/optiplex-7010\nname = X\nmatch.product_name = OptiPlex 7010\n";

    private static List<Finding> lint(String lines, Facts facts) {
        Library library = Samples.with("lab/x", HEAD + lines);
        assertEquals(List.of(), library.problems());
        return Lint.check(library.profile("lab/x").orElseThrow(), facts);
    }

    private static void assertRule(String rule, int line, String lines, String... changes) throws Exception {
        List<Finding> findings = lint(lines, Samples.changed(Samples.facts("dell/optiplex-7010"), changes));
        Finding found = findings.stream().filter(f -> f.rule().equals(rule)).findFirst().orElse(null);
        assertTrue(found != null, rule + " is not among " + findings);
        if (line > 0) {
            assertEquals("lab/x.profile:" + line, found.place());
        }
        for (String text : List.of(found.what(), found.why(), found.cure())) {
            assertFalse(text.startsWith("!") || text.contains("{0}"), text);
        }
    }

    @Test
    void intelGraphics() throws Exception {
        assertRule("igd-machine", 5, "machine = q35\n");
        assertRule("igd-address", 5, "device.gpu = class=0300 id=8086:* guest=05.0\n");
        assertRule("igd-address", 5, "device.gpu = class=0300 id=8086:*\n", "pci.00:02.0.class", null);
        assertRule("igd-rom", 5, "device.gpu.rom = off\n");
        assertRule("igd-other-vga", 0, "", "pci.01:00.0.class", "0300", "pci.01:00.0.id", "10de:104a");
        assertRule("igd-lpc-q35", 6, "machine = q35\ndevice.gpu.x-igd-lpc = on\n");
        assertRule("igd-explicit", 0, "", "pci.00:02.0.id", "8086:4680");
        assertRule("igd-stolen-memory", 0, "device.gpu.x-igd-legacy-mode = on\n", "pci.00:02.0.id", "8086:4680");
        assertRule("igd-qemu", 0, "device.gpu.igd = upt\n", "pci.00:02.0.id", "8086:7d55", "qemu.version", "9.2.0");
        assertTrue(lint("device.gpu.igd = upt\n", Samples.changed(Samples.facts("dell/optiplex-7010"), "pci.00:02.0.id", "8086:7d55", "qemu.version", "10.1.0"))
                .stream().noneMatch(Finding::isError));
        assertRule("igd-unknown", 0, "", "pci.00:02.0.id", "8086:fff0");
    }

    @Test
    void devices() throws Exception {
        assertRule("device-missing", 0, "", "pci.00:02.0.class", null, "pci.00:02.0.id", null);
        assertRule("device-unknown", 0, "", "pci.05:00.0.class", "0480", "pci.05:00.0.id", "1131:7160");
        assertRule("management-nic", 5, "device.nic = class=0200\n");
        assertRule("host-kept", 5, "device.disk = class=0106\n");
        assertRule("rom-unproven", 5, "device.gpu.rom = vbios.rom\n");
        assertRule("slot-taken", 5, "device.sound = class=0403 guest=01.0\n");
        assertRule("other-model", 0, "", "dmi.product_name", "OptiPlex 9020");
    }

    @Test
    void groups() throws Exception {
        assertRule("groups-unknown", 0, "");
        assertRule("group-missing", 0, "", "pci.00:19.0.iommu_group", "3");
        assertRule("group-shared", 0, "", "pci.00:14.0.iommu_group", "3", "pci.00:19.0.iommu_group", "3");
        // What the host can do without goes along.
        Facts along = Samples.changed(Samples.facts("dell/optiplex-7010"), "pci.00:1b.0.iommu_group", "7", "pci.00:1f.3.iommu_group", "7");
        Profile profile = Samples.library().profile("dell/optiplex-7010").orElseThrow();
        assertTrue(Lint.check(profile, along).stream().noneMatch(f -> f.rule().equals("group-shared")));
        assertEquals(List.of("0000:00:1f.3"), Assignment.of(profile, along).released().stream().map(PciDevice::address).toList());
        assertTrue(GuestPlan.of(profile, along).contains("device=0000:00:1f.3 8086:1e22\n"));
    }

    @Test
    void wirelessGoesAlongUnlessTheHostHasNothingElse() throws Exception {
        Facts both = Samples.changed(Samples.facts("dell/optiplex-7010"), "pci.00:14.0.iommu_group", "3", "pci.00:14.3.class", "0280", "pci.00:14.3.id", "8086:a370",
                "pci.00:14.3.iommu_group", "3");
        Profile profile = Samples.library().profile("dell/optiplex-7010").orElseThrow();
        assertTrue(Lint.check(profile, both).stream().noneMatch(Finding::isError));
        Facts alone = Samples.changed(both, "pci.00:19.0.class", null, "pci.00:19.0.id", null, "pci.00:19.0.driver", null, "pci.00:19.0.subsystem", null);
        assertTrue(Lint.check(profile, alone).stream().anyMatch(f -> f.rule().equals("group-shared")));
    }

    @Test
    void memoryAndProcessors() throws Exception {
        assertRule("hugepages-beyond-ram", 5, "memory.guest_mib = 8000\n");
        assertRule("hugepages-beyond-ram", 0, "", "ram.kib", "1000000");
        assertRule("memory-beyond-ram", 6, "memory.hugepages = no\nmemory.guest_mib = 8000\n");
        assertRule("ram-unknown", 0, "", "ram.kib", null);
        assertRule("cpu-unknown", 0, "", "cpu.threads", null);
        assertRule("cpu-beyond", 5, "cpu.guest_threads = 16\n");
    }

    @Test
    void firmwareThatDriftedIsSaidButNoReasonToRefuse() throws Exception {
        List<Finding> findings = lint("", Samples.changed(Samples.facts("dell/optiplex-7010"), "firmware.virtualization", "disable"));
        assertTrue(findings.stream().anyMatch(f -> f.rule().equals("firmware-drift") && !f.isError()), findings.toString());
        assertTrue(lint("", Samples.changed(Samples.facts("dell/optiplex-7010"), "firmware.Virtualization", "Enable")).stream()
                .noneMatch(f -> f.rule().equals("firmware-drift")));
    }

    @Test
    void whatLintRefusesThePlanRefuses() throws Exception {
        Profile profile = Samples.library().profile("dell/optiplex-7010").orElseThrow();
        String plan = GuestPlan.of(profile, Samples.changed(Samples.facts("dell/optiplex-7010"), "pci.01:00.0.class", "0300", "pci.01:00.0.id", "10de:104a"));
        assertTrue(plan.contains("refuse=igd-other-vga\n"), plan);
        assertFalse(GuestPlan.of(profile, Samples.facts("dell/optiplex-7010")).contains("refuse="));
    }

    @Test
    void itSpeaksPortuguese() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("pt", "BR"));
        try {
            assertTrue(lint("machine = q35\n", Samples.facts("dell/optiplex-7010")).stream().anyMatch(f -> f.what().contains("modo legado")));
        } finally {
            Locale.setDefault(before);
        }
    }
}
