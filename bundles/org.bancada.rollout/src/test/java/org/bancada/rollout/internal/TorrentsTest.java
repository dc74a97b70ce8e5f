package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import com.turn.ttorrent.bcodec.BDecoder;
import com.turn.ttorrent.bcodec.BEValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.image.Image;

class TorrentsTest {
    @TempDir
    Path root;

    private Image image(String sha, long size) {
        return new Image(sha, "x", "X", "linux", "1", "raw", size, size, List.of(), Instant.EPOCH);
    }

    private Image qcow2(long size) {
        return new Image("x", "x", "X", "linux", "1", "qcow2", size, size, List.of(), Instant.EPOCH);
    }

    private Path master(String sha, int size) throws Exception {
        byte[] content = new byte[size];
        content[0] = (byte) sha.hashCode();
        return Files.write(root.resolve(sha), content);
    }

    /** What another program makes of the file. */
    private String aria2(Path torrent) throws Exception {
        Process process = new ProcessBuilder("aria2c", "--show-files", torrent.toString()).start();
        return new String(process.getInputStream().readAllBytes());
    }

    @Test
    void isPrivateWithoutTrackerAndNamedByTheDigest() throws Exception {
        String sha = "ab".repeat(32);
        Torrents.Torrent torrent = new Torrents(root.resolve("t")).of(image(sha, 1 << 20), master(sha, 1 << 20), Progress.none());
        Map<String, BEValue> all = BDecoder.bdecode(ByteBuffer.wrap(Files.readAllBytes(torrent.file()))).getMap();
        assertTrue(!all.containsKey("announce") && !all.containsKey("announce-list"));
        assertEquals(1, all.get("info").getMap().get("private").getInt());
        String shown = aria2(torrent.file());
        assertTrue(shown.contains("Info Hash: " + torrent.infoHash()), shown);
        assertTrue(shown.contains("Name: " + sha), shown);
        assertTrue(shown.contains("Piece Length: 256KiB"), shown);
    }

    @Test
    void infoHashKeepsItsLeadingZero() throws Exception {
        Torrents torrents = new Torrents(root.resolve("t"));
        for (int i = 0; i < 400; i++) {
            String sha = "%064x".formatted(i);
            Torrents.Torrent torrent = torrents.of(image(sha, 1024), master(sha, 1024), Progress.none());
            assertEquals(40, torrent.infoHash().length());
            if (torrent.infoHash().startsWith("0")) {
                assertTrue(aria2(torrent.file()).contains("Info Hash: " + torrent.infoHash()));
                return;
            }
        }
        throw new AssertionError("no hash with a leading zero in 400");
    }

    @Test
    void isMadeOnceAndAgainWhenDamaged() throws Exception {
        String sha = "cd".repeat(32);
        Path master = master(sha, 1 << 20);
        Torrents torrents = new Torrents(root.resolve("t"));
        Torrents.Torrent first = torrents.of(image(sha, 1 << 20), master, Progress.none());
        var modified = Files.getLastModifiedTime(first.file());
        assertEquals(first, torrents.of(image(sha, 1 << 20), master, Progress.none()));
        assertEquals(modified, Files.getLastModifiedTime(first.file()));
        byte[] whole = Files.readAllBytes(first.file());
        Files.write(first.file(), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertEquals(first, torrents.of(image(sha, 1 << 20), master, Progress.none()));
        assertEquals(whole.length, Files.size(first.file()));
        try (var files = Files.list(root.resolve("t"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void piecesGrowWithTheImage() {
        assertEquals(256 << 10, PieceSize.of(image("x", 1)));
        assertEquals(256 << 10, PieceSize.of(image("x", 8L << 30)));
        assertEquals(512 << 10, PieceSize.of(image("x", 16L << 30)));
        assertEquals(4 << 20, PieceSize.of(image("x", 100L << 30)));
        assertEquals(16 << 20, PieceSize.of(image("x", 1L << 50)));
        assertEquals(256 << 10, PieceSize.of(qcow2(1L << 30 - 1)));
        assertEquals(1 << 20, PieceSize.of(qcow2(1L << 30)));
        assertEquals(4 << 20, PieceSize.of(qcow2(100L << 30)));
    }

    @Test
    void cancelEndsTheWaitingAtOnce() throws Exception {
        String sha = "ef".repeat(32);
        SimpleProgress cancelled = new SimpleProgress();
        cancelled.cancel();
        Path master = master(sha, 32 << 20);
        assertThrows(CancellationException.class, () -> new Torrents(root.resolve("t")).of(image(sha, 32 << 20), master, cancelled));
    }

    @Test
    void missingMasterCopyIsAProblem() {
        String sha = "12".repeat(32);
        assertThrows(ProblemException.class, () -> new Torrents(root.resolve("t")).of(image(sha, 1024), root.resolve(sha), Progress.none()));
    }
}
