package org.bancada.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder in which the framework of one process keeps its state; what killed processes left is removed on the way. */
final class FrameworkStorage implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FrameworkStorage.class.getName());
    private static final String PREFIX = "bancada-felix-";
    /** Held by Apache Felix for as long as it runs. */
    private static final String LOCK = "cache.lock";
    private static final Duration START = Duration.ofMinutes(5);

    private final Path folder;

    private FrameworkStorage(Path folder) {
        this.folder = folder;
    }

    /** @param parent the system's folder for temporary files */
    static FrameworkStorage create(Path parent) throws IOException {
        FrameworkStorage storage = new FrameworkStorage(Files.createTempDirectory(parent, PREFIX));
        try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path other : others) {
                if (!other.equals(storage.folder) && isAbandoned(other)) {
                    delete(other);
                }
            }
        }
        return storage;
    }

    Path folder() {
        return folder;
    }

    private static boolean isAbandoned(Path other) {
        Path file = other.resolve(LOCK);
        try {
            // The framework makes the folder, then the file, then locks it: what is young may just be starting.
            boolean young = Files.getLastModifiedTime(other).toInstant().isAfter(Instant.now().minus(START));
            if (young || !Files.isWritable(other)) {
                return false;
            }
            if (!Files.exists(file)) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
                return lock != null;
            }
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove " + folder, left);
        }
    }

    @Override
    public void close() {
        delete(folder);
    }
}
