package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bancada.core.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A profile that is wrong, by accident or on purpose, is named with file and line, and turns off nothing but itself. */
class HostileProfileTest {
    private static final String GOOD = "inherit = common/pc\nname = X\nmatch.product_name = X\n";

    private static void assertOnlyThisIsOff(Library library, String where) {
        assertTrue(library.profile("bad").isEmpty(), "the bad profile is used");
        assertEquals(1, library.problems().size(), library.problems().toString());
        assertEquals(where, library.problems().getFirst().where());
        assertFalse(library.problems().getFirst().cure().startsWith("!"), library.problems().toString());
        assertTrue(library.profile("dell/optiplex-7010").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = { "nonsense = 1", "no equals sign", "machine = pc; rm -rf /", "machine = $(reboot)", "device.usb.rom = ../../etc/shadow",
            "device.usb.rom = /etc/shadow", "device.usb.rom = a,file=/etc/shadow", "memory.hugepages = /huge,pages", "memory.hugepages = /../etc",
            "memory.hugepages = `id`", "memory.guest_mib = -1", "memory.guest_mib = 99999999999999999999", "memory.guest_mib = 0x10", "net.forward = tcp:99999",
            "net.forward = tcp:22,guestfwd=tcp:1:cmd:reboot", "clock = localtime,driftfix=slew", "device.evil = class=0300,host=00:1f.2", "device.evil = id=8086:1234 guest=1f.2,x=y",
            "device.evil = take=all", "device.usb.x-igd-gms = 2,romfile=/etc/shadow", "device.usb.sysfsdev = /sys", "host.disk = class=zz", "usb.1-1;id = x", "match.product_name = *",
            "cpu.guest_threads = 0", "device.usb.rom.sha256 = 12", "name.x = y", "match.product_serial = 1", "device.none.rom = a.rom", "bios = /etc/passwd", "firmware.a.b = c",
            "order = gpu;id", "replaces = ../x" })
    void aWrongLineIsNamed(String line) {
        String text = line.startsWith("match.product_name") ? GOOD.replace("match.product_name = X\n", "") : GOOD;
        int at = text.split("\n").length + 1;
        assertOnlyThisIsOff(Samples.with("bad", text + line + "\n"), "bad.profile:" + at);
    }

    @Test
    void wrongEncodingMegabytesAndDuplicates() {
        List<ProfileFile> files = new ArrayList<>(FolderSource.read(Samples.folder()).files());
        files.add(new ProfileFile("bad", "bad.profile", "name = X\nmatch.product_name = Máquina\n".getBytes(StandardCharsets.ISO_8859_1)));
        assertOnlyThisIsOff(Library.of(files), "bad.profile:2");
        byte[] huge = new byte[ProfileFile.LARGEST + 1];
        Arrays.fill(huge, (byte) 'a');
        files.set(files.size() - 1, new ProfileFile("bad", "bad.profile", huge));
        assertOnlyThisIsOff(Library.of(files), "bad.profile");
        assertOnlyThisIsOff(Samples.with("bad", GOOD + "name = Y\n"), "bad.profile:4");
        assertOnlyThisIsOff(Samples.with("bad", GOOD + "usb.1-1 = a\u0007b\n"), "bad.profile:4");
        assertOnlyThisIsOff(Samples.with("bad", GOOD + "usb.1-1 = " + "x".repeat(1000) + "\n"), "bad.profile:4");
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\nrefuse=x", "a b", "../a", "/etc/a", "a/../b", "$(id)", "", "a@DISK@" })
    void aNameThatIsNoNameIsOff(String id) {
        List<ProfileFile> files = new ArrayList<>(FolderSource.read(Samples.folder()).files());
        files.add(new ProfileFile(id, "bad.profile", GOOD.getBytes(StandardCharsets.UTF_8)));
        assertOnlyThisIsOff(Library.of(files), "bad.profile");
        assertTrue(Library.of(files).profile(id).isEmpty());
    }

    @Test
    void factsCannotAddLinesToThePlan() throws Exception {
        Library library = Samples.with("lab/any", "inherit = common/intel-igd\nname = X\nmatch.product_version = a*\n");
        var facts = Samples.changed(Samples.facts("dell/optiplex-7010"), "dmi.product_version", "a\narg=-monitor");
        assertTrue(GuestPlan.of(library.profile("lab/any").orElseThrow(), facts).contains("dmi.product_version=a arg=-monitor\n"));
    }

    @Test
    void inheritanceThatLeadsNowhere() {
        assertOnlyThisIsOff(Samples.with("bad", "inherit = ../../etc/passwd\n"), "bad.profile:1");
        assertOnlyThisIsOff(Samples.with("bad", "inherit = bad\n"), "bad.profile:1");
        Library cycle = Samples.with("a", "inherit = b\n", "b", "# b\ninherit = a\n");
        assertEquals(List.of("a.profile:1", "b.profile:2"), cycle.problems().stream().map(p -> p.where()).toList());
        assertTrue(cycle.problems().getFirst().what().contains("a > b > a"), cycle.problems().getFirst().what());
        Library broken = Samples.with("a", "inherit = b\n", "b", "wrong = yes\n");
        assertEquals(List.of("a.profile:1", "b.profile:1"), broken.problems().stream().map(p -> p.where()).toList());
        assertTrue(broken.profile("dell/optiplex-7010").isPresent());
    }

    @Test
    void twoProfilesForOnePcAreBothNamed() throws Exception {
        Library library = Samples.with("lab/other", "inherit = common/intel-igd\nname = Other\nmatch.product_name = OptiPlex 7010\n");
        ProblemException ambiguous = assertThrows(ProblemException.class, () -> library.match(Samples.facts("dell/optiplex-7010")));
        assertTrue(ambiguous.problem().what().contains("dell/optiplex-7010") && ambiguous.problem().what().contains("lab/other"), ambiguous.getMessage());
        assertEquals("lab/other.profile:3", ambiguous.problem().where());
        assertEquals("dell/optiplex-9020", library.match(Samples.facts("dell/optiplex-9020")).orElseThrow().id());
        Library pattern = Samples.with("lab/other", "inherit = common/intel-igd\nname = Other\nmatch.product_name = OptiPlex 70*\n");
        assertEquals("dell/optiplex-7010", pattern.match(Samples.facts("dell/optiplex-7010")).orElseThrow().id());
        Library replaced = Samples.with("lab/other", "inherit = dell/optiplex-7010\nreplaces = dell/optiplex-7010\nname = Other\nmatch.product_name = OptiPlex 7010\n");
        assertEquals("lab/other", replaced.match(Samples.facts("dell/optiplex-7010")).orElseThrow().id());
        Library twice = Samples.with("dell/optiplex-7010", GOOD);
        assertEquals("dell/optiplex-7010.profile", twice.problems().getFirst().where());
    }

    @Test
    void metaCharactersInFreeTextReachNoArgument() throws Exception {
        String evil = "$(reboot)`id`;'\"|&<>\\";
        Library library = Samples.with("lab/evil", "inherit = dell/optiplex-7010\nreplaces = dell/optiplex-7010\nname = " + evil
                + "\nmatch.product_name = OptiPlex 7010\nusb.1-1 = " + evil + "\ndevice.gpu.rom = a.rom\ndevice.gpu.rom.origin = " + evil
                + "\ndevice.gpu.rom.sha256 = " + "0".repeat(64) + "\n");
        assertEquals(List.of(), library.problems());
        Profile profile = library.profile("lab/evil").orElseThrow();
        String plan = GuestPlan.of(profile, Samples.facts("dell/optiplex-7010"));
        assertFalse(plan.chars().anyMatch(c -> "$`;'\"|&<>\\".indexOf(c) >= 0), plan);
        String xml = DomainXml.of(profile, Assignment.of(profile, Samples.facts("dell/optiplex-7010")), new GuestSeat("/a<b>&'\"", "raw", "52:54:00:00:00:01"));
        assertTrue(xml.contains("/a&lt;b&gt;&amp;"), xml);
    }

    @ParameterizedTest
    @ValueSource(strings = { "dmi.product_name=a\nbroken", "=x", "a=1\na=2", "A B", "" })
    void brokenFactsAreRefused(String text) {
        assertThrows(ProblemException.class, () -> FactsText.parse("x.facts", text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hostileFactsReachNoArgument() throws Exception {
        var facts = Samples.changed(Samples.facts("dell/optiplex-7010"), "pci.00:1d.0,x=y.class", "0c03", "pci.00:14.1.class", "0c03", "pci.00:14.1.id",
                "8086:1e31\\n-monitor", "dmi.sys_vendor", "Dell Inc.");
        Profile profile = Samples.library().profile("dell/optiplex-7010").orElseThrow();
        assertFalse(QemuArguments.options(profile, Assignment.of(profile, facts), GuestSeat.PLACEHOLDERS).toString().contains("x=y"));
        assertThrows(IllegalArgumentException.class, () -> new GuestSeat("/x", "raw,readonly=on", "52:54:00:00:00:01"));
        assertThrows(IllegalArgumentException.class, () -> new GuestSeat("/x", "raw", "52:54:00:00:00:01,x=y"));
    }
}
