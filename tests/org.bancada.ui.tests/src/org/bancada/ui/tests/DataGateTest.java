package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bancada.app.internal.DataGate;
import org.bancada.core.Messages;
import org.bancada.core.ProblemException;
import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataGateTest {
    private static final Messages MESSAGES = Messages.beside(DataGate.class);
    private static final byte[] NO_DATABASE = "this was a database before the disk failed".repeat(200).getBytes();

    @Test
    void aSecondWorkbenchIsRefusedAndToldWhoOwnsTheData(@TempDir Path folder) throws ProblemException {
        OpenDataFolder first = DataFolders.open(folder, "workbench");
        try {
            CompletableFuture<Optional<OpenDataFolder>> second = open(folder);
            Shell dialog = dialog();
            String text = text(dialog);
            assertTrue(text.contains(Long.toString(ProcessHandle.current().pid())), text);
            assertFalse(text.contains("Exception"), text);
            Screen.push(dialog, MESSAGES.text("gate.quit"));
            assertEquals(Optional.empty(), second.join());
        } finally {
            first.close();
        }
    }

    @Test
    void aDamagedDatabaseIsNamedAndKept(@TempDir Path folder) throws IOException {
        Path database = Files.write(folder.resolve("bancada.db"), NO_DATABASE);
        CompletableFuture<Optional<OpenDataFolder>> start = open(folder);
        Shell dialog = dialog();
        assertTrue(text(dialog).contains("bancada.db"), text(dialog));
        Screen.push(dialog, MESSAGES.text("gate.quit"));
        assertEquals(Optional.empty(), start.join());
        assertArrayEquals(NO_DATABASE, Files.readAllBytes(database));
        assertEquals(Optional.empty(), DataFolders.owner(folder), "the folder is still locked");
    }

    @Test
    void aDamagedDatabaseIsMovedAsideOnAPersonsWord(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("bancada.db"), NO_DATABASE);
        CompletableFuture<Optional<OpenDataFolder>> start = open(folder);
        Screen.push(dialog(), MESSAGES.text("gate.aside"));
        Screen.await("the place of the old database", () -> shownText().contains(MESSAGES.text("gate.kept")));
        Screen.push(dialog(), MESSAGES.text("gate.continue"));
        start.join().orElseThrow().close();
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.filter(f -> isTheOld(f)).count(), "the old database is gone");
        }
    }

    private static boolean isTheOld(Path file) {
        try {
            return Files.isRegularFile(file) && List.of(Files.size(file)).contains((long) NO_DATABASE.length);
        } catch (IOException failed) {
            return false;
        }
    }

    private static CompletableFuture<Optional<OpenDataFolder>> open(Path folder) {
        CompletableFuture<Optional<OpenDataFolder>> result = new CompletableFuture<>();
        Screen.display().asyncExec(() -> result.complete(new DataGate(folder).open(Screen.display())));
        return result;
    }

    private static Shell dialog() {
        Screen.await("the dialog", () -> dialogs().findAny().isPresent());
        return Screen.ask(() -> dialogs().findAny().orElseThrow());
    }

    private static Stream<Shell> dialogs() {
        Shell main = Screen.window().getShell();
        return Stream.of(Screen.display().getShells()).filter(s -> s != main && s.isVisible() && s.getText().equals("Bancada"));
    }

    private static String shownText() {
        return dialogs().map(DataGateTest::text).collect(Collectors.joining());
    }

    private static String text(Shell dialog) {
        return Screen.ask(() -> Screen.below(dialog).stream().map(c -> c instanceof Label l ? l.getText() : c instanceof Text t ? t.getText() : "")
                .collect(Collectors.joining("\n")));
    }
}
