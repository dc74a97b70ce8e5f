package org.bancada.image.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.SimpleProgress;

/** The program is killed in the middle of an import, for real: another JVM, SIGKILL. */
class ImportCrashTest {

    /** Imports a file and stops breathing after the first MiB, so that the kill meets it in the middle. */
    public static final class Importer {
        public static void main(String[] arguments) throws Exception {
            Catalogue catalogue = new Catalogue(Path.of(arguments[0]));
            catalogue.images.importFile(Catalogue.request(Path.of(arguments[1]), "X", "1")).run(null, new SimpleProgress() {
                @Override
                public void worked(long units) {
                    System.out.println("copying");
                    while (true) {
                        java.util.concurrent.locks.LockSupport.park();
                    }
                }
            });
        }
    }

    @Test
    void onlyATemporaryFileIsLeftAndTheNextStartRemovesIt(@TempDir Path root) throws Exception {
        Path source = root.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
            file.setLength(16 << 20);
            file.write(new byte[] {1, 2, 3});
        }
        Path data = Files.createDirectory(root.resolve("data"));
        Process importer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                System.getProperty("java.class.path"), Importer.class.getName(), data.toString(), source.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var said = importer.inputReader()) {
            assertEquals("copying", said.readLine());
        } finally {
            importer.destroyForcibly().waitFor();
        }
        try (var left = Files.list(data.resolve("images/tmp"))) {
            assertEquals(1, left.count());
        }
        try (Catalogue again = new Catalogue(data)) {
            assertTrue(again.images.images().isEmpty());
            assertEquals(List.of(), again.files());
            again.add(source, "X", "1");
            assertEquals(1, again.images.images().size());
        }
    }
}
