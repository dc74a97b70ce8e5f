package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.image.Image;

/** Tracker, seeder and several aria2c on loopback addresses of their own, as the nodes run it. */
class SwarmOnTheWireTest {

    private static final String BITS = "26881";
    @TempDir
    Path root;
    private Path master;
    private Torrents.Torrent torrent;
    private Tracker tracker;
    private Swarm swarm;
    private HttpServer http;
    private Seeder seeder;
    private final Map<String, Process> peers = new LinkedHashMap<>();

    @BeforeEach
    void open() throws Exception {
        byte[] content = new byte[24 << 20];
        new Random(1).nextBytes(content);
        String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        master = Files.write(Files.createDirectories(root.resolve("images")).resolve(sha), content);
        Image image = new Image(sha, "x", "X", "linux", "1", "raw", content.length, content.length, List.of(), Instant.EPOCH);
        torrent = new Torrents(root.resolve("torrents")).of(image, master, Progress.none());
        tracker = new Tracker(InstantSource.system());
        swarm = new Swarm(new Ledger(Long.MAX_VALUE, Map.of(), Ledger.Totals.NONE));
        http = Workbench.serve(tracker::answer, 0);
        seeder = new Seeder(new Seeder.Source(root.resolve("seed"), master, content.length, torrent.file()),
                () -> Optional.of(InetAddress.getLoopbackAddress()), Seeder.PortRange.ANY);
        assertEquals(Optional.empty(), seeder.awaitStart());
    }

    @AfterEach
    void close() {
        peers.values().forEach(Process::destroyForcibly);
        seeder.close();
        http.stop(0);
    }

    /** @param limit bytes per second that it takes, as aria2c reads them; 0 for all that come */
    private void peer(int number, String building, String limit) throws Exception {
        String token = "peer" + number;
        tracker.admit(token, new Tracker.Seat(swarm, torrent.infoHash(), new Place("c", building, "r", ""), seeder::address));
        peers.put(token, new ProcessBuilder("aria2c", "--no-conf", "--dir=" + root.resolve(token), "--interface=127.66.0." + number,
                "--listen-port=" + BITS, "--stop-with-process=" + ProcessHandle.current().pid(), "--enable-dht=false", "--enable-dht6=false",
                "--enable-peer-exchange=false", "--bt-enable-lpd=false", "--disable-ipv6=true", "--file-allocation=none",
                "--max-overall-download-limit=" + limit, "--seed-ratio=0.0", "--seed-time=0", "--quiet",
                "--bt-tracker=http://127.0.0.1:" + http.getAddress().getPort() + "/announce/" + token, torrent.file().toString()).start());
    }

    private Path copy(String token) {
        return root.resolve(token).resolve(master.getFileName());
    }

    private void allHaveIt() throws Exception {
        for (Map.Entry<String, Process> peer : peers.entrySet()) {
            assertTrue(peer.getValue().waitFor(90, TimeUnit.SECONDS), peer.getKey());
            assertEquals(-1, Files.mismatch(master, copy(peer.getKey())), peer.getKey());
        }
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < deadline, "not within a minute: " + what);
            LockSupport.parkNanos(50_000_000L);
        }
    }

    private Optional<String> gateway() {
        return peers.keySet().stream().filter(token -> swarm.seen(token).gateway()).findFirst();
    }

    /** What the kernel counted of what the process wrote, to files too. */
    private static long written(Process process) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/io")).stream().filter(line -> line.startsWith("wchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length()))).sum();
    }

    @Test
    void everyPeerGetsTheImageAndTheMasterCopyStaysUntouched() throws Exception {
        var modified = Files.getLastModifiedTime(master);
        for (int i = 1; i <= 4; i++) {
            peer(i, i <= 2 ? "A" : "B", "0");
        }
        allHaveIt();
        assertEquals(modified, Files.getLastModifiedTime(master));
    }

    @Test
    void aGatewayKilledInTheMiddleIsReplacedAndTheOthersGetTheImage() throws Exception {
        for (int i = 1; i <= 3; i++) {
            peer(i, "A", "2M");
        }
        await("a gateway that downloads", () -> gateway().isPresent() && written(peers.get(gateway().get())) > 4 << 20);
        String first = gateway().orElseThrow();
        Process killed = peers.get(first);
        killed.destroyForcibly().waitFor();
        assertTrue(Files.mismatch(master, copy(first)) >= 0, "it was killed before it had everything");
        peers.remove(first);
        await("another gateway", () -> gateway().isPresent());
        allHaveIt();
    }
}
