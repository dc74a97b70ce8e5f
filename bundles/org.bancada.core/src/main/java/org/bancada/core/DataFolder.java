package org.bancada.core;

import java.nio.file.Path;

/**
 * Where everything is kept that must survive: one folder, owned by one process. Registered as an OSGi service by whoever took the lock;
 * engines start once it is there.
 *
 * @param root absolute path of an existing folder, readable by its owner alone
 */
public record DataFolder(Path root) {

    public Path database() {
        return root.resolve("bancada.db");
    }

    /** Master copies of images, each named by the SHA-256 of its content. */
    public Path images() {
        return root.resolve("images");
    }

    /** Private keys and secrets; mode 0700. */
    public Path keys() {
        return root.resolve("keys");
    }

    /** Pinned SSH host keys, OpenSSH format. */
    public Path knownHosts() {
        return root.resolve("known_hosts");
    }

    public Path rollouts() {
        return root.resolve("rollouts");
    }

    /** Drop-in machine models: profile folders and vendor packs. */
    public Path profiles() {
        return root.resolve("profiles");
    }

    /** The embedded log store: its index and its journal. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Temporary files that a crash may leave; emptied when the owner starts. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    /** The owner's command socket. */
    public Path socket() {
        return root.resolve("bancada.sock");
    }
}
