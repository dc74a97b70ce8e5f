package org.bancada.diagnosis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.Situation;
import org.bancada.fleet.Change;
import org.bancada.log.Event;
import org.bancada.profile.FirmwareDrift;
import org.bancada.profile.NodeModel;
import org.bancada.store.AuditEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every cause on what labs met, on what only looks like it, on nothing and on garbage. */
class CausesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Path LOGHUB = Path.of("../../../shared/data/logs/loghub/Linux_2k.log");
    private static final List<Cause> ALL = List.of(new DidNotWake(), new ReportMissing(), new HalfTheRam(), new WifiOnly(), new SlowLink(),
            new FirmwareDrifted(), new DiskNearlyFull(), new SshBruteForce(), new GuestOutOfMemory());

    private static Node node(String name, NodeState state, Instant reported, Map<String, String> facts) {
        return new Node("uuid-" + name, name, new Place("UFSCar", "DC", "Lab 1", name), "OptiPlex 7010", "Dell Inc.", state, "10.1.2.3", 22,
                "18:03:73:aa:bb:cc", reported, Facts.of(facts));
    }

    private static Node online(Map<String, String> facts) {
        return node("pc-1", NodeState.ONLINE, NOW.minusSeconds(60), facts);
    }

    private static Situation situation(Node node, List<Change> changes, List<AuditEntry> actions, List<Node> peers, List<Event> events) {
        return new Situation(node, NOW, changes, actions, peers, new NodeModel(Optional.empty(), Optional.empty(), List.of(), List.of()), events);
    }

    private static Optional<Finding> find(Cause cause, Map<String, String> facts) {
        return cause.find(situation(online(facts), List.of(), List.of(), List.of(), List.of()));
    }

    private static AuditEntry action(String what, Duration ago, String result) {
        return new AuditEntry(1, NOW.minus(ago), "ana", what, List.of("pc-1"), "", result);
    }

    private static Optional<Finding> off(Cause cause, Duration reported, AuditEntry... actions) {
        Node node = node("pc-1", NodeState.OFFLINE, reported == null ? null : NOW.minus(reported), Map.of("net.eth0.wake_on", "d"));
        return cause.find(situation(node, List.of(), List.of(actions), List.of(), List.of()));
    }

    private static Event event(Instant time, String message) {
        return new Event("x", "syslog", time, 0, "{\"host\":\"pc-1\",\"message\":\"" + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    }

    private static Optional<Finding> logged(Cause cause, List<Event> events) {
        return cause.find(situation(online(Map.of()), List.of(), List.of(), List.of(), events));
    }

    @Test
    void nothingIsFoundWhereNothingIsKnownNorInGarbage() {
        Map<String, String> garbage = new HashMap<>();
        for (String key : List.of("ram.kib", "ram.slot.a.size_mib", "net.eth0.speed_mbit", "net.eth0.max_mbit", "wifi.only", "disk.root.level",
                "disk.root.avail_bytes")) {
            garbage.put(key, "-9%\u0000x");
        }
        garbage.put("net.eth0.kind", "wired");
        garbage.put("net.eth0.link", "up");
        List<Event> events = List.of(event(NOW, "Failed password for from"), event(NOW, "message repeated 99999999 times: ["), event(NOW, ""),
                event(NOW, "Out of memory: Killed process"), event(NOW, "authentication failure; tty=ssh rhost=" + " ".repeat(100_000)));
        for (Cause cause : ALL) {
            assertEquals(Optional.empty(), find(cause, Map.of()), cause.id());
            assertEquals(Optional.empty(), cause.find(situation(online(garbage), List.of(new Change(NOW, "u", "ram.kib", "?", "")), List.of(), List.of(),
                    events)), cause.id());
        }
    }

    @Test
    void didNotWakeAfterAPacketThatNothingAnswered() {
        Finding found = off(new DidNotWake(), Duration.ofHours(9), action("wake", Duration.ofMinutes(20), "1 done, 0 failed")).orElseThrow();
        assertEquals(NOW.minus(Duration.ofMinutes(20)), found.evidence().getFirst().when());
        assertTrue(found.evidence().stream().anyMatch(evidence -> evidence.text().startsWith("net.eth0.wake_on=d")), found.toString());
        assertEquals("wake 'uuid: uuid-pc-1'", found.next().getFirst().command());
    }

    @Test
    void aNodeThatIsOffOnPurposeOrStillBootsIsNeitherMissingNorAsleep() {
        AuditEntry[][] reasons = {{action("power off", Duration.ofMinutes(30), "1 done, 0 failed"), action("wake", Duration.ofHours(2), "1 done, 0 failed")},
                {action("wake", Duration.ofMinutes(3), "1 done, 0 failed")}};
        for (AuditEntry[] reason : reasons) {
            assertEquals(Optional.empty(), off(new DidNotWake(), Duration.ofMinutes(31), reason));
            assertEquals(Optional.empty(), off(new ReportMissing(), Duration.ofMinutes(31), reason));
        }
    }

    @Test
    void aWakeThatWasAnsweredOrNeverSentIsNoneThatFailed() {
        assertEquals(Optional.empty(), off(new DidNotWake(), Duration.ofMinutes(40), action("wake", Duration.ofMinutes(45), "1 done, 0 failed")));
        assertEquals(Optional.empty(), off(new DidNotWake(), Duration.ofHours(9), action("wake", Duration.ofMinutes(20), "0 done, 1 failed")));
    }

    @Test
    void aSilentNodeMissesItsReport() {
        assertEquals(NOW.minus(Duration.ofHours(9)), off(new ReportMissing(), Duration.ofHours(9)).orElseThrow().evidence().getFirst().when());
        assertTrue(off(new ReportMissing(), null).isPresent());
        assertTrue(off(new ReportMissing(), Duration.ofHours(9), action("power off", Duration.ofHours(1), "0 done, 1 failed")).isPresent());
    }

    @Test
    void halfTheRamByItsHistoryItsModulesAndItsNeighbours() {
        Node node = online(Map.of("ram.kib", "3998912"));
        Finding before = new HalfTheRam().find(situation(node, List.of(new Change(NOW.minusSeconds(600), "u", "ram.kib", "7997824", "3998912")), List.of(),
                List.of(), List.of())).orElseThrow();
        assertEquals(NOW.minusSeconds(600), before.evidence().getFirst().when());
        assertTrue(find(new HalfTheRam(), Map.of("ram.kib", "3998912", "ram.slot.DIMM1.size_mib", "4096", "ram.slot.DIMM2.size_mib", "4096")).isPresent());
        List<Node> peers = new ArrayList<>();
        for (int i = 2; i < 6; i++) {
            peers.add(node("pc-" + i, NodeState.ONLINE, NOW, Map.of("ram.kib", "7997824")));
        }
        assertTrue(new HalfTheRam().find(situation(node, List.of(), List.of(), peers, List.of())).isPresent());
        assertFalse(new HalfTheRam().find(situation(node, List.of(), List.of(), peers.subList(0, 2), List.of())).isPresent(), "two neighbours prove nothing");
    }

    @Test
    void memoryThatTheGraphicsCardTookIsNotMissing() {
        assertEquals(Optional.empty(), find(new HalfTheRam(), Map.of("ram.kib", Long.toString((8192 - 512) * 1024 - 200_000), "ram.slot.DIMM1.size_mib", "8192")));
    }

    @Test
    void linksAreJudgedByWhatTheCardCanDo() {
        Map<String, String> slow = new HashMap<>(Map.of("net.eth0.kind", "wired", "net.eth0.link", "up", "net.eth0.speed_mbit", "100"));
        assertTrue(find(new SlowLink(), slow).orElseThrow().evidence().getFirst().text().contains("100 Mbit/s"));
        slow.put("net.eth0.max_mbit", "100");
        assertEquals(Optional.empty(), find(new SlowLink(), slow), "an old card of 100 Mbit/s");
        slow.put("net.eth0.max_mbit", "2500");
        slow.put("net.eth0.speed_mbit", "1000");
        assertEquals(Optional.empty(), find(new SlowLink(), slow), "a switch of 1000 Mbit/s is usual");
        slow.put("net.eth0.speed_mbit", "10");
        slow.put("net.eth0.link", "down");
        assertEquals(Optional.empty(), find(new SlowLink(), slow), "no cable");
        assertTrue(find(new WifiOnly(), Map.of("wifi.only", "yes", "net.wlan0.wifi_level_dbm", "-71")).orElseThrow().evidence().getLast().text().contains("-71 dBm"));
        assertEquals(Optional.empty(), find(new WifiOnly(), Map.of("wifi.only", "no")));
    }

    @Test
    void disksAreJudgedByTheirLevel() {
        Finding low = find(new DiskNearlyFull(), Map.of("disk.root.level", "low", "disk.root.used_percent", "93", "disk.root.avail_bytes", "2147483648")).orElseThrow();
        assertTrue(low.evidence().getFirst().text().contains("93 %") && low.evidence().getFirst().text().contains("2 GiB"), low.toString());
        assertTrue(find(new DiskNearlyFull(), Map.of("disk.root.level", "full")).orElseThrow().weight() > low.weight());
        assertEquals(Optional.empty(), find(new DiskNearlyFull(), Map.of("disk.root.level", "ok", "disk.root.used_percent", "89")));
    }

    @Test
    void firmwareThatDriftedNamesTheSettingAndWhatSetsIt() {
        NodeModel model = new NodeModel(Optional.empty(), Optional.empty(), List.of(),
                List.of(new FirmwareDrift("WakeOnLan", "disable", "lanonly", "dell.profile:12")));
        Finding found = new FirmwareDrifted().find(new Situation(online(Map.of()), NOW, List.of(), List.of(), List.of(), model, List.of())).orElseThrow();
        assertTrue(found.evidence().getFirst().text().contains("WakeOnLan") && found.evidence().getFirst().text().contains("lanonly"), found.toString());
        assertEquals("model firmware 'uuid: uuid-pc-1'", found.next().getFirst().command());
    }

    /** As OpenSSH 9.2 wrote it when it was tried with wrong passwords. */
    private static List<Event> tries(int number, Duration pause) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Instant when = NOW.minusSeconds(3_000).plus(pause.multipliedBy(i));
            events.add(event(when, "Failed password for invalid user admin from 10.9.8.7 port 37250 ssh2"));
            events.add(event(when, "pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=10.9.8.7"));
        }
        return events;
    }

    @Test
    void bruteForceIsManyFailuresInAShortTimeAndEachCountsOnce() {
        Finding found = logged(new SshBruteForce(), tries(12, Duration.ofSeconds(5))).orElseThrow();
        assertTrue(found.evidence().getFirst().text().startsWith("10.9.8.7: 12 "), found.toString());
        assertEquals(Optional.empty(), logged(new SshBruteForce(), tries(3, Duration.ofSeconds(5))), "a forgotten password");
        assertEquals(Optional.empty(), logged(new SshBruteForce(), tries(9, Duration.ofSeconds(5))), "9 failures of which sshd and PAM both tell");
        assertEquals(Optional.empty(), logged(new SshBruteForce(), tries(40, Duration.ofHours(1))), "one an hour");
        List<Event> repeated = List.of(event(NOW, "Failed password for root from 10.9.8.7 port 1 ssh2"),
                event(NOW, "message repeated 11 times: [ Failed password for root from 10.9.8.7 port 1 ssh2]"));
        assertTrue(logged(new SshBruteForce(), repeated).isPresent());
    }

    @Test
    void aLoginAfterBruteForceWeighsMost() {
        List<Event> events = new ArrayList<>(tries(12, Duration.ofSeconds(5)));
        events.add(event(NOW, "Accepted password for root from 10.9.8.7 port 37282 ssh2"));
        assertEquals(100, logged(new SshBruteForce(), events).orElseThrow().weight());
        events.set(events.size() - 1, event(NOW, "Accepted password for root from 10.0.0.1 port 37282 ssh2"));
        assertEquals(65, logged(new SshBruteForce(), events).orElseThrow().weight(), "somebody else");
    }

    @Test
    void bruteForceIsFoundInRealLogsAndSuIsNone() throws Exception {
        Assumptions.assumeTrue(Files.exists(LOGHUB));
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy MMM d HH:mm:ss", Locale.ENGLISH);
        List<Event> events = new ArrayList<>();
        for (String line : Files.readAllLines(LOGHUB, StandardCharsets.ISO_8859_1)) {
            Instant time = LocalDateTime.parse("2005 " + line.substring(0, 15).replaceAll(" +", " "), format).toInstant(ZoneOffset.UTC);
            events.add(event(time, line.substring(16)));
        }
        Finding found = logged(new SshBruteForce(), events).orElseThrow();
        assertFalse(found.evidence().isEmpty());
        assertEquals(Optional.empty(), logged(new SshBruteForce(), events.stream().filter(event -> !event.message().contains("sshd")).toList()));
        assertEquals(Optional.empty(), logged(new GuestOutOfMemory(), events));
    }

    @Test
    void theGuestThatTheKernelKilledIsFoundAndAnotherProgramIsNot() {
        Finding found = logged(new GuestOutOfMemory(), List.of(event(NOW, "Out of memory: Killed process 2217 (qemu-system-x86) total-vm:9123456kB, "
                + "anon-rss:7340032kB, file-rss:0kB, shmem-rss:4kB, UID:0 pgtables:15000kB oom_score_adj:0"))).orElseThrow();
        assertTrue(found.evidence().getFirst().text().contains("7 GiB"), found.toString());
        assertTrue(logged(new GuestOutOfMemory(), List.of(event(NOW, "Memory cgroup out of memory: Kill process 2217 (qemu-system-x86) score 900"))).isPresent());
        assertTrue(logged(new GuestOutOfMemory(), List.of(event(NOW, "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory"))).isPresent());
        assertEquals(Optional.empty(), logged(new GuestOutOfMemory(), List.of(event(NOW, "Out of memory: Killed process 9 (firefox) total-vm:1kB, anon-rss:1kB"))));
        assertEquals(Optional.empty(), logged(new GuestOutOfMemory(), List.of(event(NOW, "fork: Cannot allocate memory"))));
    }
}
