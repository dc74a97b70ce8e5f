package org.bancada.store.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.store.DataFolders.Owner;
import org.bancada.store.OpenDataFolder;

/**
 * A data folder that this process owns by a lock on {@code lock}. Who owns it stands in {@code owner}, a file of its own: POSIX drops a
 * process's locks as soon as it closes any descriptor of the locked file, so nobody may open that one to read it.
 */
public final class LockedFolder implements OpenDataFolder {
    private static final Messages TEXT = Messages.beside(LockedFolder.class);
    private static final List<String> DATABASE_FILES = List.of("", "-wal", "-shm");

    private final DataFolder folder;
    private final FileLock lock;

    private LockedFolder(DataFolder folder, FileLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** See {@link org.bancada.store.DataFolders#open}. */
    public static synchronized LockedFolder open(Path root, String kind) throws ProblemException {
        try {
            Path real = makeFolder(root);
            Optional<OwnerFile> owner = OwnerFile.read(real);
            if (owner.isPresent() && owner.get().isThisProcess()) {
                throw inUse(real, owner);
            }
            FileLock lock = lock(real);
            if (lock == null) {
                throw inUse(real, OwnerFile.read(real));
            }
            OwnerFile.write(real, kind);
            LockedFolder opened = new LockedFolder(new DataFolder(real), lock);
            opened.emptyTemporary();
            return opened;
        } catch (IOException | UncheckedIOException failed) {
            throw new ProblemException(new Problem(TEXT.text("folder.failed", reason(failed)), root.toString(), TEXT.text("folder.failed.cure")), failed);
        }
    }

    /** See {@link org.bancada.store.DataFolders#owner}. */
    public static synchronized Optional<Owner> owner(Path root) {
        Optional<OwnerFile> owner = OwnerFile.read(root);
        if (owner.isEmpty() || owner.get().isThisProcess()) {
            return owner.map(OwnerFile::owner);
        }
        return owner.filter(OwnerFile::isAlive).map(OwnerFile::owner);
    }

    private static Path makeFolder(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root.toAbsolutePath().getParent());
            Files.createDirectory(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path real = root.toRealPath();
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
        return real;
    }

    private static FileLock lock(Path root) throws IOException {
        FileChannel channel = FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static ProblemException inUse(Path root, Optional<OwnerFile> owner) {
        String what = owner.map(o -> TEXT.text("folder.in.use", o.owner().kind(), Long.toString(o.owner().pid())))
                .orElseGet(() -> TEXT.text("folder.in.use.unknown"));
        return new ProblemException(new Problem(what, root.toString(), TEXT.text("folder.in.use.cure")));
    }

    private void emptyTemporary() throws IOException {
        Path temporary = folder.temporary();
        if (Files.exists(temporary, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> old = Files.walk(temporary)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectory(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public DataFolder folder() {
        return folder;
    }

    @Override
    public void checkDatabase() throws ProblemException {
        SqliteFile file = new SqliteFile(folder);
        if (Files.exists(folder.database())) {
            file.check();
        }
    }

    @Override
    public Path moveDatabaseAside() throws ProblemException {
        String stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC).format(Instant.now());
        Path database = folder.database();
        String aside = database.getFileName() + ".aside-" + stamp;
        try {
            for (String suffix : DATABASE_FILES) {
                Path part = database.resolveSibling(database.getFileName() + suffix);
                if (Files.exists(part)) {
                    Files.move(part, database.resolveSibling(aside + suffix), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return database.resolveSibling(aside);
        } catch (IOException failed) {
            throw new ProblemException(new Problem(TEXT.text("aside.failed", reason(failed)), database.toString(), ""), failed);
        }
    }

    @Override
    public void close() {
        synchronized (LockedFolder.class) {
            if (lock.isValid()) {
                try (FileChannel channel = lock.channel()) {
                    OwnerFile.delete(folder.root());
                } catch (IOException failed) {
                    System.getLogger(LockedFolder.class.getName()).log(System.Logger.Level.WARNING, "cannot give up " + folder.root(), failed);
                }
            }
        }
    }

    private static String reason(Exception failed) {
        return failed.getMessage() == null ? failed.toString() : failed.getClass().getSimpleName() + ": " + failed.getMessage();
    }
}
