package org.bancada.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkStorageTest {
    @TempDir
    Path temporary;

    @Test
    void whatAKilledProcessLeftIsRemoved() throws Exception {
        Path dead = Files.createDirectories(temporary.resolve("bancada-felix-1/bundle0")).getParent();
        Files.createFile(dead.resolve("cache.lock"));
        makeOld(dead);
        makeOld(Files.createDirectory(temporary.resolve("bancada-felix-2")));
        FrameworkStorage.create(temporary).close();
        assertEquals(List.of(), list());
    }

    @Test
    void whatAnotherProcessUsesIsLeftAlone() throws Exception {
        Path starting = Files.createDirectory(temporary.resolve("bancada-felix-3"));
        Files.createFile(starting.resolve("cache.lock"));
        Path running = Files.createDirectory(temporary.resolve("bancada-felix-4"));
        Path lock = Files.createFile(running.resolve("cache.lock"));
        Process other = new ProcessBuilder("python3", "-c",
                "import fcntl,sys,time; f=open(sys.argv[1],'w'); fcntl.lockf(f, fcntl.LOCK_EX); print('locked', flush=True); sys.stdin.read()",
                lock.toString()).start();
        try {
            assertEquals("locked", other.inputReader().readLine());
            makeOld(running);
            FrameworkStorage storage = FrameworkStorage.create(temporary);
            assertTrue(Files.isDirectory(storage.folder()));
            storage.close();
            assertFalse(Files.exists(storage.folder()));
            assertEquals(List.of(starting, running), list());
        } finally {
            other.destroyForcibly();
        }
    }

    private static void makeOld(Path folder) throws Exception {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(600)));
    }

    private List<Path> list() throws Exception {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.sorted().toList();
        }
    }
}
