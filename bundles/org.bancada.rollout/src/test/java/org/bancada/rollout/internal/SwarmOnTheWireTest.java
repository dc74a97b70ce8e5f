package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.image.Image;

/** Tracker, seeder and several aria2c on loopback addresses of their own, as the nodes run it. */
class SwarmOnTheWireTest {

    @Test
    void everyPeerGetsTheImageAndTheMasterCopyStaysUntouched(@TempDir Path root) throws Exception {
        byte[] content = new byte[24 << 20];
        new Random(1).nextBytes(content);
        String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        Path master = Files.write(Files.createDirectories(root.resolve("images")).resolve(sha), content);
        var modified = Files.getLastModifiedTime(master);
        Image image = new Image(sha, "x", "X", "linux", "1", "raw", content.length, content.length, List.of(), Instant.EPOCH);
        Torrents.Torrent torrent = new Torrents(root.resolve("torrents")).of(image, master, Progress.none());
        Tracker tracker = new Tracker(InstantSource.system());
        Swarm swarm = new Swarm(new Ledger(Long.MAX_VALUE, java.util.Map.of(), Ledger.Totals.NONE));
        List<Process> peers = new ArrayList<>();
        HttpServer http = Workbench.serve(tracker::answer, 0);
        try (Seeder seeder = new Seeder(new Seeder.Source(root.resolve("seed"), master, content.length, torrent.file()),
                () -> Optional.of(InetAddress.getLoopbackAddress()), Seeder.PortRange.ANY)) {
            assertEquals(Optional.empty(), seeder.awaitStart());
            for (int i = 1; i <= 4; i++) {
                String token = "peer" + i;
                tracker.admit(token, new Tracker.Seat(swarm, torrent.infoHash(), new Place("c", i <= 2 ? "A" : "B", "r", ""), seeder::address));
                peers.add(new ProcessBuilder("aria2c", "--no-conf", "--dir=" + root.resolve(token), "--interface=127.66.0." + i, "--listen-port=26881",
                        "--stop-with-process=" + ProcessHandle.current().pid(), "--enable-dht=false", "--enable-dht6=false",
                        "--enable-peer-exchange=false", "--bt-enable-lpd=false", "--disable-ipv6=true", "--file-allocation=none",
                        "--seed-ratio=0.0", "--seed-time=0", "--quiet", "--bt-tracker=http://127.0.0.1:" + http.getAddress().getPort() + "/announce/" + token,
                        torrent.file().toString()).start());
            }
            for (Process peer : peers) {
                assertTrue(peer.waitFor(60, java.util.concurrent.TimeUnit.SECONDS));
            }
            for (int i = 1; i <= 4; i++) {
                assertEquals(-1, Files.mismatch(master, root.resolve("peer" + i).resolve(sha)));
            }
            assertEquals(modified, Files.getLastModifiedTime(master));
        } finally {
            peers.forEach(Process::destroyForcibly);
            http.stop(0);
        }
    }
}
