package org.bancada.store.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.store.DataFolders;
import org.bancada.store.DataFolders.Owner;
import org.bancada.store.OpenDataFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LockedFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void makesThePrivateFolderAndEmptiesItsTemporaryOne() throws Exception {
        Path root = temporary.resolve("deep/data");
        Files.createDirectories(root.resolve("tmp/old"));
        Files.writeString(root.resolve("tmp/old/file"), "left by a crash");
        Files.createSymbolicLink(root.resolve("tmp/link"), temporary);
        try (OpenDataFolder open = DataFolders.open(root, "workbench")) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root)));
            assertEquals(root.toRealPath(), open.folder().root());
            try (var left = Files.list(open.folder().temporary())) {
                assertEquals(0, left.count());
            }
        }
        assertTrue(Files.isDirectory(temporary));
    }

    @Test
    void anotherPartOfThisProcessIsRefusedAndDoesNotBreakTheLock() throws Exception {
        try (OpenDataFolder open = DataFolders.open(temporary, "workbench")) {
            for (int i = 0; i < 2; i++) {
                ProblemException refused = assertThrows(ProblemException.class, () -> DataFolders.open(temporary, "command"));
                assertTrue(refused.problem().line().contains("workbench"), refused.problem().line());
                assertTrue(refused.problem().line().contains(Long.toString(ProcessHandle.current().pid())), refused.problem().line());
            }
            Process child = Child.start(List.of(), "hold", temporary);
            String said = new String(child.getInputStream().readAllBytes());
            assertTrue(said.contains("workbench"), said);
        }
        DataFolders.open(temporary, "again").close();
    }

    @Test
    void anotherProcessIsNamedAndItsDeathFreesTheFolder() throws Exception {
        Process child = Child.start(List.of(), "hold", temporary);
        try {
            assertEquals('h', child.getInputStream().read());
            assertEquals(Optional.of(new Owner(child.pid(), "child")), DataFolders.owner(temporary));
            ProblemException refused = assertThrows(ProblemException.class, () -> DataFolders.open(temporary, "workbench"));
            assertTrue(refused.problem().line().contains(Long.toString(child.pid())), refused.problem().line());
            assertEquals(temporary.toRealPath().toString(), refused.problem().where());
        } finally {
            child.destroyForcibly().waitFor();
        }
        DataFolders.open(temporary, "workbench").close();
        assertEquals(Optional.empty(), DataFolders.owner(temporary));
    }

    @Test
    void saysWhatIsWrongWithAFolderThatCannotBeMade() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "");
        ProblemException failed = assertThrows(ProblemException.class, () -> DataFolders.open(file.resolve("data"), "workbench"));
        assertTrue(failed.problem().where().endsWith("file/data"), failed.problem().line());
        assertFalse(failed.problem().cure().isEmpty());
    }
}
