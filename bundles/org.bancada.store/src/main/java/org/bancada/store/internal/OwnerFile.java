package org.bancada.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.bancada.store.DataFolders.Owner;

/** The file {@code owner} of a data folder: three lines, kind, process id, and when that process started (ids are used again). */
record OwnerFile(Owner owner, String started) {
    private static final String NAME = "owner";

    static Optional<OwnerFile> read(Path root) {
        try {
            List<String> lines = Files.readAllLines(root.resolve(NAME));
            return Optional.of(new OwnerFile(new Owner(Long.parseLong(lines.get(1)), lines.get(0)), lines.get(2)));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException absentOrGarbled) {
            return Optional.empty();
        }
    }

    static void write(Path root, String kind) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Path fresh = root.resolve(NAME + ".new");
        Files.writeString(fresh, kind + "\n" + self.pid() + "\n" + start(self) + "\n");
        Files.move(fresh, root.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path root) throws IOException {
        Files.deleteIfExists(root.resolve(NAME));
    }

    boolean isThisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return owner.pid() == self.pid() && start(self).equals(started);
    }

    /** Whether a process of that id runs; only the lock tells for sure. */
    boolean isAlive() {
        return ProcessHandle.of(owner.pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
