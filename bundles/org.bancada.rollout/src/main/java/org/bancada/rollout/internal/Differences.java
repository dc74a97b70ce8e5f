package org.bancada.rollout.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bancada.image.Image;
import org.bancada.image.Images;

/**
 * What a node has to fetch of an image when it starts from a copy of another one: the pieces that are not the same, found by comparing the two
 * master copies. What was found is remembered: contents are named by their digests, so it stays true.
 */
final class Differences {
    private static final System.Logger LOG = System.getLogger(Differences.class.getName());

    private final Images images;
    private final Map<Pair, CompletableFuture<Long>> compared = new ConcurrentHashMap<>();

    private record Pair(String from, String to, int pieceLength) {
    }

    Differences(Images images) {
        this.images = images;
    }

    /**
     * Bytes that differ; empty when that is not known yet, or a master copy cannot be read. Not for the UI thread.
     *
     * @param patience how long a comparison is waited for; it goes on without whoever asked, and the next one who asks gets what it found
     */
    OptionalLong bytes(Image from, Image to, int pieceLength, Duration patience) {
        if (images.fault(from).isPresent() || images.fault(to).isPresent()) {
            return OptionalLong.empty();
        }
        Pair pair = new Pair(from.sha256(), to.sha256(), pieceLength);
        CompletableFuture<Long> result = compared.computeIfAbsent(pair, p -> {
            CompletableFuture<Long> future = new CompletableFuture<>();
            Thread.ofVirtual().name("comparing " + p.from() + " " + p.to())
                    .start(() -> complete(future, p, images.file(from), images.file(to)));
            return future;
        });
        try {
            return OptionalLong.of(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException notKnown) {
            return OptionalLong.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        }
    }

    private void complete(CompletableFuture<Long> future, Pair pair, Path from, Path to) {
        try {
            future.complete(compare(from, to, pair.pieceLength()));
        } catch (IOException | RuntimeException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "not compared: " + from + " and " + to, unreadable);
            compared.remove(pair);
            future.completeExceptionally(unreadable);
        }
    }

    /** As the node does it: what is longer than the new image is cut off, a piece that is there in part is fetched whole. */
    private static long compare(Path from, Path to, int pieceLength) throws IOException {
        ByteBuffer before = ByteBuffer.allocate(pieceLength);
        ByteBuffer after = ByteBuffer.allocate(pieceLength);
        long different = 0;
        try (FileChannel old = FileChannel.open(from); FileChannel fresh = FileChannel.open(to)) {
            while (fill(after, fresh, pieceLength)) {
                fill(before, old, after.limit());
                different += before.equals(after) ? 0 : after.limit();
            }
        }
        return different;
    }

    /** @return whether there was anything */
    private static boolean fill(ByteBuffer buffer, FileChannel in, int most) throws IOException {
        buffer.clear().limit(most);
        while (buffer.hasRemaining() && in.read(buffer) >= 0) {
            continue;
        }
        buffer.flip();
        return buffer.hasRemaining();
    }
}
