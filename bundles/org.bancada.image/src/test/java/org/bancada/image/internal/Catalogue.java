package org.bancada.image.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToLongFunction;

import org.bancada.core.DataFolder;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;

/** A catalogue in a folder of its own, over the real database. */
final class Catalogue implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    final DataFolder folder;
    final StoredAuditLog audit;
    final ImageCatalogue images;
    private final SqliteDatabase database;

    Catalogue(Path root) throws ProblemException {
        this(root, path -> 1L << 40);
    }

    Catalogue(Path root, ToLongFunction<Path> freeBytes) throws ProblemException {
        Locale.setDefault(Locale.ENGLISH);
        folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        audit = new StoredAuditLog(database);
        images = new ImageCatalogue(folder, database, audit, () -> NOW, freeBytes);
    }

    static Images.ImportRequest request(Path file, String name, String version) {
        return new Images.ImportRequest(file, name, "linux", version, List.of());
    }

    Image add(Path file, String name, String version) throws ProblemException {
        var operation = images.importFile(request(file, name, version));
        return operation.run(operation.plan(), Progress.none());
    }

    /** Everything below the folder of images, the folder for copies left out. */
    List<String> files() throws Exception {
        try (var all = Files.walk(folder.images())) {
            return all.filter(Files::isRegularFile).map(file -> folder.images().relativize(file).toString()).sorted().toList();
        }
    }

    static Path random(Path file, int bytes, long seed) throws Exception {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return Files.write(file, content);
    }

    static String tool(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() {
        database.close();
    }
}
