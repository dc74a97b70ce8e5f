package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bancada.core.Facts;
import org.bancada.profile.Hardware.Use;
import org.junit.jupiter.api.Test;

/** What a PC is made of, and where it goes. */
class HardwareTest {

    private static Map<String, Hardware.Device> byAddress(Hardware hardware) {
        return hardware.groups().stream().flatMap(g -> g.devices().stream()).collect(Collectors.toMap(d -> d.device().shortAddress(), d -> d));
    }

    @Test
    void withAProfileEachDeviceHasItsPlace() throws Exception {
        Facts facts = Samples.changed(Samples.facts("dell/optiplex-7010"), "pci.05:00.0.class", "1180", "pci.05:00.0.id", "1234:0001");
        Map<String, Hardware.Device> devices = byAddress(Hardware.of(facts, Samples.library().match(facts)));
        assertEquals(Use.GUEST, devices.get("00:02.0").use());
        assertEquals("02.0", devices.get("00:02.0").where());
        assertEquals(Use.HOST, devices.get("00:19.0").use());
        assertEquals(Use.BRIDGE, devices.get("00:00.0").use());
        assertEquals(Use.GUEST, devices.get("00:1b.0").use());
        assertEquals("USB controller", devices.get("00:14.0").kind());
        assertTrue(byAddress(Hardware.of(facts, Optional.empty())).values().stream().noneMatch(d -> d.use() == Use.GUEST || d.use() == Use.UNKNOWN));
    }

    @Test
    void aDeviceThatNoLineSpeaksOfIsUnknown() throws Exception {
        Facts facts = Samples.changed(Samples.facts("dell/optiplex-7010"), "pci.05:00.0.class", "0400", "pci.05:00.0.id", "1234:0001");
        assertEquals(Use.UNKNOWN, byAddress(Hardware.of(facts, Samples.library().match(facts))).get("05:00.0").use());
    }

    @Test
    void groupsByNumberThoseWithoutLast() {
        Facts facts = Facts.of(Map.of("pci.00:02.0.class", "0300", "pci.00:02.0.iommu_group", "10", "pci.00:14.0.class", "0c03", "pci.00:14.0.iommu_group", "9",
                "pci.00:1f.0.class", "0601", "pci.00:1d.0.class", "0c03", "pci.00:1d.0.iommu_group", "../x", "usb.1-4.id", "046d:c31c"));
        Hardware hardware = Hardware.of(facts, Optional.empty());
        assertEquals(List.of("9", "10", "../x", ""), hardware.groups().stream().map(Hardware.Group::number).toList());
        assertEquals(List.of("1-4"), hardware.usb().stream().map(Hardware.UsbDevice::port).toList());
    }

    @Test
    void usbPortsHaveTheLabelsOfTheProfile() throws Exception {
        Facts facts = Samples.changed(Samples.facts("dell/optiplex-7010"), "usb.1-4.id", "046d:c31c", "usb.1-4.product", "Keyboard", "usb.usb1.id", "1d6b:0002");
        Trial trial = Trial.of("lab/desk", "inherit = dell/optiplex-7010\nusb.1-4 = Front left\nusb.1-5 = Front right\n", Samples.library(), facts);
        assertEquals(List.of(new Hardware.UsbDevice("1-4", "046d:c31c", "Keyboard", "Front left"), new Hardware.UsbDevice("1-5", "", "", "Front right")),
                Hardware.of(facts, trial.profile()).usb());
    }
}
