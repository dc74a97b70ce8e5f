package org.bancada.practice.internal;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the scripts are while tests run. */
final class Repository {
    private Repository() {
    }

    /** The nearest folder above that has practice-lab. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isRegularFile(folder.resolve("practice-lab/bin/lab"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not inside the repository: " + Path.of("").toAbsolutePath());
        }
        return folder;
    }
}
