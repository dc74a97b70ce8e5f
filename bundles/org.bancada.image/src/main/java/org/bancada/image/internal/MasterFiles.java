package org.bancada.image.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.bancada.core.ByteSize;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * The folder of master copies: each file is named by the SHA-256 of its content, complete from the moment that it has that name, mode 0444.
 * What is being copied lies in {@code tmp} below it, on the same file system, so that the last step is a rename.
 */
final class MasterFiles {
    private static final Messages TEXT = Messages.beside(MasterFiles.class);
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int BLOCK = 1 << 20;
    /** Left free beside an image: the database and the logs live on the same disk. */
    private static final long RESERVE = 64L << 20;

    private final Path folder;
    private final ToLongFunction<Path> freeBytes;

    /** @param freeBytes how much room the file system of a folder has */
    MasterFiles(Path folder, ToLongFunction<Path> freeBytes) {
        this.folder = folder;
        this.freeBytes = freeBytes;
    }

    Path path(String sha256) {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new IllegalArgumentException(sha256);
        }
        return folder.resolve(sha256);
    }

    /** Makes the folder and removes what a crash has left of copies. */
    void prepare() throws IOException {
        Files.createDirectories(temporary());
        try (Stream<Path> left = Files.list(temporary())) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    private Path temporary() {
        return folder.resolve("tmp");
    }

    long free() {
        return freeBytes.applyAsLong(folder);
    }

    /** @throws ProblemException naming the missing bytes, when a file of {@code size} bytes does not fit */
    void requireRoom(long size) throws ProblemException {
        long missing = size + RESERVE - free();
        if (missing > 0) {
            throw full(missing);
        }
    }

    private ProblemException full(long missing) {
        return new ProblemException(new Problem(TEXT.text("master.full", ByteSize.text(missing), Long.toString(missing)), folder.toString(),
                TEXT.text("master.full.cure")));
    }

    /** A copy that has no name in the catalogue yet. Closing it removes it, unless it was kept. */
    final class Copy implements AutoCloseable {
        final Path file;
        final String sha256;
        final long size;

        private Copy(Path file, String sha256, long size) {
            this.file = file;
            this.sha256 = sha256;
            this.size = size;
        }

        /** Gives it its name; it survives a power cut from here on. */
        Path keep() throws ProblemException {
            Path master = path(sha256);
            try {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
                Files.move(file, master, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                sync(folder);
                return master;
            } catch (IOException failed) {
                throw unwritable(failed);
            }
        }

        @Override
        public void close() {
            discard(file);
        }
    }

    /**
     * Copies {@code source}, computing its digest on the way; blocks of zeros become holes.
     *
     * @throws ProblemException when the disk is full, the source cannot be read, or it changed meanwhile; nothing is left then
     */
    Copy copy(Path source, Progress progress) throws ProblemException {
        Path target = temporary().resolve(UUID.randomUUID().toString());
        boolean complete = false;
        try {
            Map<String, Object> before = attributes(source);
            long size = (Long) before.get("size");
            requireRoom(size);
            String digest;
            try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                    FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                digest = transfer(in, out, source, size, progress);
                out.force(true);
            }
            if (!attributes(source).equals(before)) {
                throw changed(source);
            }
            complete = true;
            return new Copy(target, digest, size);
        } catch (IOException unreadable) {
            throw new ProblemException(new Problem(TEXT.text("file.unreadable", DiskFile.reason(unreadable)), source.toString(), ""), unreadable);
        } finally {
            if (!complete) {
                discard(target);
            }
        }
    }

    private static Map<String, Object> attributes(Path source) throws IOException {
        return Files.readAttributes(source, "unix:size,ino,dev,lastModifiedTime,ctime");
    }

    private static ProblemException changed(Path source) {
        return new ProblemException(new Problem(TEXT.text("file.changed"), source.toString(), TEXT.text("file.changed.cure")));
    }

    private String transfer(FileChannel in, FileChannel out, Path source, long size, Progress progress) throws IOException, ProblemException {
        MessageDigest digest = sha256();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        byte[] zeros = new byte[BLOCK];
        long done = 0;
        while (done < size) {
            progress.check();
            block.clear().limit((int) Math.min(BLOCK, size - done));
            int n = in.read(block);
            if (n < 0) {
                throw changed(source);
            }
            digest.update(block.array(), 0, n);
            boolean last = done + n == size;
            if (last || !java.util.Arrays.equals(block.array(), 0, n, zeros, 0, n)) {
                write(out, block.flip(), done, size);
            }
            done += n;
            progress.worked(n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void write(FileChannel out, ByteBuffer block, long at, long size) throws ProblemException {
        try {
            for (long position = at; block.hasRemaining();) {
                position += out.write(block, position);
            }
        } catch (IOException failed) {
            if (free() < BLOCK) {
                throw full(size - at - free() + RESERVE);
            }
            throw unwritable(failed);
        }
    }

    private ProblemException unwritable(IOException failed) {
        return new ProblemException(new Problem(TEXT.text("master.unwritable", DiskFile.reason(failed)), folder.toString(), ""), failed);
    }

    /** @throws ProblemException when the master copy of {@code sha256} has another content, or cannot be read */
    void verify(String sha256, Progress progress) throws ProblemException {
        Path master = path(sha256);
        MessageDigest digest = sha256();
        try (FileChannel in = FileChannel.open(master, StandardOpenOption.READ)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (int n = in.read(block); n >= 0; n = in.read(block.clear())) {
                progress.check();
                digest.update(block.array(), 0, n);
                progress.worked(n);
            }
        } catch (IOException unreadable) {
            throw new ProblemException(new Problem(TEXT.text("file.unreadable", DiskFile.reason(unreadable)), master.toString(), ""), unreadable);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new ProblemException(new Problem(TEXT.text("master.altered"), master.toString(), TEXT.text("master.cure")));
        }
    }

    /** What changes whenever somebody writes to the master copy or replaces it; empty when it is not there. */
    String fingerprint(String sha256) {
        try {
            Map<String, Object> now = Files.readAttributes(path(sha256), "unix:size,ino,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
            return now.get("size") + " " + now.get("ino") + " " + now.get("lastModifiedTime") + " " + now.get("ctime");
        } catch (IOException absent) {
            return "";
        }
    }

    void delete(String sha256) throws ProblemException {
        try {
            Files.deleteIfExists(path(sha256));
            sync(folder);
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            System.getLogger(MasterFiles.class.getName()).log(System.Logger.Level.WARNING, "left for the next start: " + file, left);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
