package org.bancada.rollout.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import com.turn.ttorrent.bcodec.BDecoder;
import com.turn.ttorrent.bcodec.BEValue;
import com.turn.ttorrent.bcodec.BEncoder;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;

/**
 * The metainfo of images, made once and kept in a folder as {@code SHA256.torrent} (BEP 3): one file named by its digest, private (BEP 27: no
 * peers but the tracker's), and no announce URL, since every node gets one of its own.
 */
final class Torrents {
    private static final Messages TEXT = Messages.beside(Torrents.class);
    private static final long LARGEST_FILE = 16 << 20;

    /** Ttorrent tells every tenth of its work at level INFO; a logger's level lasts only as long as somebody holds it. */
    private final java.util.logging.Logger noise = java.util.logging.Logger.getLogger("com.turn.ttorrent");
    private final Path folder;
    private final Map<String, CompletableFuture<Torrent>> making = new ConcurrentHashMap<>();

    Torrents(Path folder) {
        this.folder = folder;
        noise.setLevel(java.util.logging.Level.WARNING);
    }

    /** @param infoHash 40 lower-case hex digits; {@code file} the metainfo on disk; {@code pieceLength} bytes */
    record Torrent(Path file, String infoHash, int pieceLength) {
    }

    /** Of the torrent that is kept, or the one that will be made. */
    int pieceLength(Image image) {
        return read(kept(image), image).map(Torrent::pieceLength).orElseGet(() -> PieceSize.of(image));
    }

    private Path kept(Image image) {
        return folder.resolve(image.sha256() + ".torrent");
    }

    /**
     * The torrent of an image whose content was verified. Hashing 16 GiB takes a quarter of a minute; when the waiting is cancelled it goes
     * on in the background and serves the next one who asks.
     */
    Torrent of(Image image, Path master, Progress progress) throws ProblemException {
        Path file = kept(image);
        Optional<Torrent> kept = read(file, image);
        if (kept.isPresent()) {
            return kept.get();
        }
        progress.begin(TEXT.text("torrent.task", image.name(), image.version()), 0);
        CompletableFuture<Torrent> work = making.computeIfAbsent(image.sha256(), sha -> {
            CompletableFuture<Torrent> future = new CompletableFuture<>();
            Thread.ofVirtual().name("hashing " + sha).start(() -> {
                try {
                    future.complete(make(image, master, file));
                } catch (Throwable failed) {
                    // Errors too: whoever waits must not wait for ever.
                    future.completeExceptionally(failed);
                } finally {
                    making.remove(sha);
                }
            });
            return future;
        });
        CompletableFuture<Torrent> waiting = work.copy();
        try (Progress.Registration watch = progress.onCancel(() -> waiting.cancel(false))) {
            return waiting.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw failed;
        }
    }

    private Torrent make(Image image, Path master, Path file) throws ProblemException {
        int pieceLength = PieceSize.of(image);
        try {
            List<List<java.net.URI>> noTracker = null;
            byte[] plain = com.turn.ttorrent.common.Torrent.create(master.toFile(), pieceLength, noTracker, "Bancada").getEncoded();
            Map<String, BEValue> info = new HashMap<>(BDecoder.bdecode(ByteBuffer.wrap(plain)).getMap().get("info").getMap());
            info.put("private", new BEValue(1));
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".making", "");
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                ByteBuffer encoded = BEncoder.bencode(Map.of("created by", new BEValue("Bancada"), "info", new BEValue(info)));
                while (encoded.hasRemaining()) {
                    out.write(encoded);
                }
                out.force(true);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return read(file, image).orElseThrow(() -> new IOException(TEXT.text("torrent.changed")));
        } catch (IOException | NoSuchAlgorithmException failed) {
            throw new ProblemException(new Problem(TEXT.text("torrent.failed", failed.getMessage()), master.toString(), ""), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException();
        }
    }

    /** What is kept, when it is whole and about this image. */
    private static Optional<Torrent> read(Path file, Image image) {
        try {
            if (!Files.exists(file) || Files.size(file) > LARGEST_FILE) {
                return Optional.empty();
            }
            Map<String, BEValue> info = BDecoder.bdecode(ByteBuffer.wrap(Files.readAllBytes(file))).getMap().get("info").getMap();
            int pieceLength = info.get("piece length").getInt();
            long pieces = (image.size() + pieceLength - 1) / pieceLength;
            boolean right = info.get("name").getString().equals(image.sha256()) && info.get("length").getLong() == image.size()
                    && info.get("private").getInt() == 1 && info.get("pieces").getBytes().length == pieces * 20;
            return right ? Optional.of(new Torrent(file, infoHash(info), pieceLength)) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            System.getLogger(Torrents.class.getName()).log(System.Logger.Level.WARNING, "made again: " + file, damaged);
            return Optional.empty();
        }
    }

    /** All 40 digits: Ttorrent's own getHexInfoHash drops a leading zero. */
    static String infoHash(Map<String, BEValue> info) throws IOException {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(BEncoder.bencode(info));
            return HexFormat.of().formatHex(sha1.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
