package org.bancada.store;

import java.nio.file.Path;
import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.store.internal.LockedFolder;

/** The way into a data folder. */
public final class DataFolders {
    private DataFolders() {
    }

    /**
     * Makes the folder when it is absent (mode 0700), takes it for this process alone, and empties {@code tmp}.
     *
     * @param kind what this process is, one word: workbench, station or command
     * @throws ProblemException when another process owns it (named by kind and process id; see {@link #owner}), or the folder cannot be
     *         made or written
     */
    public static OpenDataFolder open(Path root, String kind) throws ProblemException {
        return LockedFolder.open(root, kind);
    }

    /** Who owns the folder now; empty when nobody does. A driver that could not open it hands its command to that process. */
    public static Optional<Owner> owner(Path root) {
        return LockedFolder.owner(root);
    }

    /** @param pid process id on this machine; {@code kind} as it was given to {@link #open} */
    public record Owner(long pid, String kind) {
    }
}
