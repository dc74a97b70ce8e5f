package org.bancada.fleet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;

import org.bancada.core.Facts;
import org.junit.jupiter.api.Test;

class ReportParserTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_763_715_605);

    private static Facts facts(byte[] body) {
        return new ReportParser(new Interner()).parse(ReportBody.split(body), Said.NOTHING, NOW).facts();
    }

    private static Facts section(String command, String output) {
        return facts(("---- " + command + " ----\n" + output).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertFacts(Map<String, String> expected, Facts facts) {
        expected.forEach((key, value) -> assertEquals(value, facts.text(key).orElse(null), key));
    }

    @Test
    void everyKnownSectionBecomesFacts() {
        Facts facts = facts(new SampleReport().bytes());
        assertFacts(Map.ofEntries(
                Map.entry("dmi.sys_vendor", "Dell Inc."), Map.entry("dmi.product_name", "OptiPlex 7010"), Map.entry("dmi.service_tag", "ABC1234"),
                Map.entry("cpu.model", "Intel(R) Core(TM) i7-3770 CPU @ 3.40GHz"), Map.entry("cpu.threads", "8"), Map.entry("cpu.cores", "4"),
                Map.entry("ram.kib", "7997824"), Map.entry("ram.slot.DIMM1.size_mib", "8192"), Map.entry("ram.slot.DIMM2.size_mib", "0"),
                Map.entry("ram.slot.DIMM1.speed_mts", "1600"), Map.entry("firmware.acpower", "off"), Map.entry("firmware.wakeonlan", "lanonly"),
                Map.entry("firmware.advsm", "TEMPERATURE_1:41; CD_1:0"), Map.entry("chassis.intrusion", "closed"),
                Map.entry("disk.root.size_bytes", Long.toString(30832636L * 1024)), Map.entry("disk.root.used_percent", "32"),
                Map.entry("disk.root.level", "ok"), Map.entry("disk.qcow2-user.avail_bytes", Long.toString(401000000L * 1024)),
                Map.entry("net.eth0.mac", "18:03:73:aa:bb:cc"), Map.entry("net.eth0.ipv4", "10.1.2.3/24"), Map.entry("net.eth0.kind", "wired"),
                Map.entry("net.eth0.link", "up"), Map.entry("net.eth0.speed_mbit", "1000"), Map.entry("net.eth0.wake_on", "g"),
                Map.entry("net.eth0.rx_bytes", "987654321"), Map.entry("net.eth0.tx_errors", "1"), Map.entry("net.virbr0.kind", "virtual"),
                Map.entry("net.default.gateway", "10.1.2.1"), Map.entry("net.default.interface", "eth0"), Map.entry("wifi.only", "no"),
                Map.entry("pci.00:02.0.class", "0300"), Map.entry("pci.00:02.0.id", "8086:0152"), Map.entry("pci.00:02.0.subsystem", "1028:0577"),
                Map.entry("pci.00:02.0.driver", "i915"), Map.entry("block.sda.size_bytes", "500107862016"), Map.entry("block.sda.rotational", "no"),
                Map.entry("block.sda.model", "Samsung SSD 860"), Map.entry("sensor.coretemp-isa-0000.Package-id-0.celsius", "41.0"),
                Map.entry("sensor.dell_smm-virtual-0.Processor-Fan.rpm", "1100"), Map.entry("clock.offset_s", "-5"), Map.entry("clock.ok", "yes"),
                Map.entry("report.interval_s", "900"), Map.entry("guest.open", "no"), Map.entry("image.ubuntu.name", "Ubuntu 24.04 = good")), facts);
        assertTrue(facts.asMap().keySet().stream().noneMatch(k -> k.startsWith("report.failed") || k.startsWith("disk.run") || k.startsWith("net.lo")
                || k.contains("loop0")), facts.toString());
    }

    @Test
    void whatFailedIsSaidAndTheRestIsRead() {
        Facts facts = facts(new SampleReport().with("cctk -o /dev/stdout", "sh: cctk: not found\n").with("dmidecode", "/dev/mem: Permission denied\n")
                .with("ethtool eth0", "Settings for eth0:\nCannot get device settings: No such device\n").with("sensors", "").with("vmstat", "r b\n").bytes());
        assertFacts(Map.of("report.failed.cctk", "sh: cctk: not found", "report.failed.dmidecode", "/dev/mem: Permission denied", "report.failed.sensors", "-",
                "report.failed.ethtool", "Settings for eth0:", "report.unknown", "vmstat", "ram.kib", "7997824", "pci.00:02.0.id", "8086:0152"), facts);
    }

    @Test
    void aFailingSectionKeepsWhatItSaidBefore() {
        ReportParser parser = new ReportParser(new Interner());
        ReportParser.Parsed first = parser.parse(ReportBody.split(new SampleReport().bytes()), Said.NOTHING, NOW);
        Said said = new Said(first.stillDigest(), first.facts(), "10.1.2.3", NOW);
        byte[] broken = new SampleReport().with("dmidecode", "dmidecode: not found\n").with("df", "df: not found\n").bytes();
        ReportParser.Parsed second = parser.parse(ReportBody.split(broken), said, NOW);
        assertFacts(Map.of("dmi.product_name", "OptiPlex 7010", "disk.root.level", "ok", "report.failed.df", "df: not found"), second.facts());
        assertTrue(second.facts().text("disk.root.avail_bytes").isEmpty());
        Said then = new Said(second.stillDigest(), second.facts(), "10.1.2.3", NOW);
        ReportParser.Parsed third = parser.parse(ReportBody.split(broken), then, NOW);
        assertFalse(third.stillChanged());
        assertEquals("OptiPlex 7010", third.facts().text("dmi.product_name").orElse(""));
        assertEquals(first.facts(), parser.parse(ReportBody.split(new SampleReport().bytes()), then, NOW).facts());
    }

    @Test
    void theNewDialectOfDellAndItsOpenChassis() {
        Facts facts = section("/opt/dell/dcc/cctk -o /dev/stdout", """
                [cctk]\r
                ;do not edit information above this line\r
                Advsm=CD_1:0\r
                AcPwrRcvry=Off\r
                BootOrder=activebootlist,uefi\r
                BootOrder=uefitype,+hdd.1\r
                SvcTag=XXXXXXX\r
                ;ChassisIntruStatus=DoorOpen\r
                """);
        assertFacts(Map.of("firmware.acpwrrcvry", "Off", "firmware.bootorder", "activebootlist,uefi; uefitype,+hdd.1", "chassis.intrusion", "open"), facts);
        assertTrue(facts.text("dmi.service_tag").isEmpty());
    }

    @Test
    void firmwarePasswordsAreNeitherFactsNorKept() {
        byte[] body = new SampleReport().with("cctk -o /dev/stdout", "[cctk]\nvalsetuppwd=hunter2\nSetupPwd=hunter3\nstrongpwd=disable\nacpower=on\n").bytes();
        ReportBody filtered = PasswordFilter.apply(ReportBody.split(body));
        String kept = new String(filtered.bytes(s -> true), StandardCharsets.UTF_8);
        assertFalse(kept.contains("hunter"), kept);
        assertTrue(kept.contains("valsetuppwd=***\nSetupPwd=***\nstrongpwd=disable\n"), kept);
        Facts facts = facts(body);
        assertFalse(facts.toString().contains("hunter"));
        assertFacts(Map.of("firmware.strongpwd", "disable", "firmware.acpower", "on"), facts);
    }

    @Test
    void wifiOnlyAndWrongClock() {
        Facts facts = facts(new SampleReport().with("date +%s", "86400\n").with("ip addr", """
                2: eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc fq_codel state DOWN
                    link/ether 18:03:73:aa:bb:cc brd ff:ff:ff:ff:ff:ff
                3: wlp2s0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP
                    link/ether 18:03:73:aa:bb:cd brd ff:ff:ff:ff:ff:ff
                    inet 10.9.0.4/16 brd 10.9.255.255 scope global wlp2s0
                """).with("ethtool eth0", "Settings for eth0:\n\tSpeed: Unknown!\n\tLink detected: no\n").with("cat /proc/net/wireless", """
                Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
                 face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
                wlp2s0: 0000   60.  -50.  -256        0      0      0      0     12        0
                """).bytes());
        assertFacts(Map.of("wifi.only", "yes", "clock.ok", "no", "net.eth0.link", "down", "net.wlp2s0.kind", "wifi", "net.wlp2s0.wifi_level_dbm", "-50"), facts);
    }

    @Test
    void aDiskLevelDoesNotFlap() {
        ReportParser parser = new ReportParser(new Interner());
        Said said = Said.NOTHING;
        StringBuilder levels = new StringBuilder();
        for (int used : new int[] {50, 90, 88, 91, 86, 98, 96, 94}) {
            String df = "Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/sda2 1000 " + used * 10 + " " + (1000 - used * 10) + " " + used + "% /\n";
            ReportParser.Parsed parsed = parser.parse(ReportBody.split(("---- df ----\n" + df).getBytes(StandardCharsets.UTF_8)), said, NOW);
            said = new Said(parsed.stillDigest(), parsed.facts(), "", NOW);
            levels.append(parsed.facts().text("disk.root.level").orElse("")).append(' ');
        }
        assertEquals("ok low low low ok full full low ", levels.toString());
    }

    @Test
    void realMachinesAreRead() throws Exception {
        Path hardware = shared().resolve("hardware");
        try (Stream<Path> machines = Files.list(hardware)) {
            for (Path machine : machines.toList()) {
                Facts facts = facts(("---- dmidecode ----\n" + Files.readString(machine.resolve("dmidecode.txt")) + "\n---- lspci -nnk ----\n"
                        + Files.readString(machine.resolve("lspci.txt"))).getBytes(StandardCharsets.UTF_8));
                String name = machine.getFileName().toString();
                SortedMap<String, String> all = facts.asMap();
                assertTrue(all.keySet().stream().noneMatch(k -> k.startsWith("report.")), name + all.subMap("report.", "report/"));
                assertFalse(all.get("dmi.product_name").isBlank(), name);
                assertTrue(all.get("cpu.model").contains("Intel"), name);
                assertTrue(facts.number("cpu.threads").orElse(0) >= 2, name);
                assertTrue(all.keySet().stream().anyMatch(k -> k.startsWith("ram.slot.") && k.endsWith("size_mib") && !all.get(k).equals("0")), name);
                assertTrue(all.subMap("pci.", "pci/").keySet().stream().filter(k -> k.endsWith(".id")).count() >= 8, name);
                assertTrue(all.subMap("pci.", "pci/").entrySet().stream().anyMatch(e -> e.getKey().endsWith(".class") && e.getValue().equals("0300")), name);
                String model = name.replaceFirst("-[0-9A-F]{12}$", "").replaceFirst("^[a-z]+-", "");
                assertTrue(all.get("dmi.product_name").toLowerCase(java.util.Locale.ROOT).contains(model.split("-")[1])
                        || all.get("dmi.product_version").toLowerCase(java.util.Locale.ROOT).contains(model.split("-")[1]), name + " " + all.subMap("dmi.", "dmi/"));
            }
        }
    }

    @Test
    void realFirmwareSettingsAreRead() throws Exception {
        for (String file : List.of("dell-optiplex-3020.cctk", "dell-optiplex-3070.cctk", "dell-latitude-3410.cctk")) {
            String text = Files.readString(shared().resolve("cctk").resolve(file));
            Facts facts = section("cctk -o /dev/stdout", text);
            long settings = facts.asMap().keySet().stream().filter(k -> k.startsWith("firmware.")).count();
            assertTrue(settings > 50, file + " " + settings);
            assertFalse(facts.toString().contains("securepassword"));
        }
    }

    private static Path shared() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("shared/data/hardware"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "the folder shared/data is not here");
        return folder.resolve("shared/data");
    }

    @Test
    void garbageInEverySectionBreaksNothing() {
        Random random = new Random(42);
        String sample = new SampleReport().text();
        for (int round = 0; round < 2_000; round++) {
            byte[] body = sample.getBytes(StandardCharsets.UTF_8);
            int changes = 1 + random.nextInt(60);
            for (int i = 0; i < changes; i++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length;
            facts(java.util.Arrays.copyOf(body, length));
        }
    }

    @Test
    void hugeSectionsAreBounded() {
        StringBuilder cctk = new StringBuilder("[cctk]\n");
        for (int i = 0; i < 40_000; i++) {
            cctk.append("key").append(i).append("=value\n");
        }
        cctk.append("long=").append("x".repeat(100_000)).append('\n');
        Facts facts = section("cctk -o /dev/stdout", cctk.toString());
        assertTrue(facts.asMap().size() <= 3_010, Integer.toString(facts.asMap().size()));
        assertEquals("yes", facts.text("report.overflow").orElse(""));
        String longLine = "x".repeat(900_000);
        for (String command : List.of("dmidecode", "lspci -nnk", "ip addr", "df", "sensors", "lsblk", "cat /proc/net/dev", "bancada-node", "ethtool " + "e".repeat(100))) {
            assertTrue(section(command, longLine).asMap().size() < 10, command);
            assertTrue(section(command, "1: a: b: c: ".repeat(50_000)).asMap().size() < 10, command);
        }
    }
}
