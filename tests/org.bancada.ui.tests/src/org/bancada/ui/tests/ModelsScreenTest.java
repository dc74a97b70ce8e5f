package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.bancada.core.DataFolder;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.ISaveablePart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The machine models, and the studio in which they are written. */
class ModelsScreenTest {
    private static final String MODELS = "org.bancada.ui.profile.models";
    private static final String STUDIO = "org.bancada.ui.profile.studio";
    private final Path profiles = Engines.need(DataFolder.class).profiles();
    private Composite models;
    private Composite studio;

    @BeforeEach
    void open() {
        WindowTest.show("org.bancada.app.models");
        models = Views.body(MODELS);
        studio = Views.body(STUDIO);
        openModel("dell", "Dell OptiPlex 7010");
    }

    @AfterEach
    void close() throws IOException {
        for (String end : new String[] {".profile", ".facts", ".plan"}) {
            Files.deleteIfExists(profiles.resolve("lab/screen" + end));
        }
    }

    private Optional<TreeItem> item(String folder, String model) {
        return Screen.ask(() -> Arrays.stream(((Tree) Screen.find(models, Tree.class, t -> true).orElseThrow()).getItems())
                .filter(item -> item.getText().startsWith(folder)).flatMap(item -> Arrays.stream(item.getItems())).filter(item -> item.getText().startsWith(model)).findFirst());
    }

    private void openModel(String folder, String model) {
        Screen.await(model, () -> item(folder, model).isPresent());
        Screen.act(() -> {
            Tree tree = Screen.find(models, Tree.class, t -> true).orElseThrow();
            tree.setSelection(item(folder, model).orElseThrow());
            tree.notifyListeners(SWT.Selection, new Event());
            Event chosen = new Event();
            chosen.item = tree.getSelection()[0];
            tree.notifyListeners(SWT.DefaultSelection, chosen);
        });
        Screen.await("its text", () -> editor().getText().contains("match.product_name"));
    }

    private StyledText editor() {
        return Screen.find(studio, StyledText.class, StyledText::getEditable).orElseThrow();
    }

    private Table marks() {
        return Screen.find(studio, Table.class, t -> t.getColumnCount() == 2).orElseThrow();
    }

    private ToolItem tool(String text) {
        return Screen.ask(() -> Screen.below(studio).stream().filter(ToolBar.class::isInstance).flatMap(bar -> Arrays.stream(((ToolBar) bar).getItems()))
                .filter(item -> item.getText().equals(text)).findFirst().orElseThrow());
    }

    private void push(ToolItem tool) {
        Screen.display().asyncExec(() -> tool.notifyListeners(SWT.Selection, new Event()));
    }

    private boolean says(String text) {
        return Screen.below(studio).stream().anyMatch(c -> c instanceof Label label && label.getText().contains(text));
    }

    @Test
    void whatIsWrongIsSaidWhileTypingAndAChangedModelIsSavedAsOnesOwn() throws IOException {
        assertTrue(Screen.ask(() -> says("dell/optiplex-7010, of a bundle or a pack")));
        assertFalse(Screen.ask(() -> tool("Save").getEnabled()), "nothing has changed");
        int lines = Screen.ask(() -> editor().getLineCount());
        Screen.act(() -> editor().append("machien = pc\n"));
        Screen.await("the mistake at its line", () -> marks().getItemCount() == 1 && marks().getItem(0).getText(0).equals("line " + lines)
                && marks().getItem(0).getText(1).equals("There is no key machien."));
        assertTrue(((ISaveablePart) Screen.ask(() -> Screen.page().findView(STUDIO))).isDirty());
        Screen.act(() -> editor().replaceTextRange(editor().getCharCount() - "machien = pc\n".length(), "machien = pc\n".length(), "memory.guest_mib = 4096\n"));
        Screen.await("no mistake", () -> marks().getItemCount() == 0);
        push(tool("Save"));
        Shell save = Views.awaitShell("Save profile");
        Screen.act(() -> Screen.find(save, Text.class, Text::getEditable).orElseThrow().setText("lab/screen"));
        Screen.push(save, "OK");
        Screen.await("the saved profile in the list", () -> item("lab", "Dell OptiPlex 7010").isPresent());
        String saved = Files.readString(profiles.resolve("lab/screen.profile"));
        assertTrue(saved.endsWith("memory.guest_mib = 4096\nreplaces = dell/optiplex-7010\n"), saved);
        assertEquals(saved, Screen.ask(() -> editor().getText()));
        assertTrue(Screen.ask(() -> says("lab/screen")));
    }

    @Test
    void changesThatAreNotSavedAreAskedAboutBeforeAnotherModelIsOpened() {
        Screen.act(() -> editor().append("# mine\n"));
        Screen.await("the mark of a change", () -> says("*"));
        Screen.display().asyncExec(() -> openAnother());
        Shell question = Views.awaitShell("Changes are not saved");
        Screen.push(question, "Stay");
        Screen.await("the question to go", () -> Screen.shell("Changes are not saved").isEmpty());
        assertTrue(Screen.ask(() -> editor().getText()).endsWith("# mine\n"));
        Screen.display().asyncExec(() -> openAnother());
        Screen.push(Views.awaitShell("Changes are not saved"), "Discard");
        Screen.await("the other model", () -> says("dell/optiplex-9020"));
        assertFalse(((ISaveablePart) Screen.ask(() -> Screen.page().findView(STUDIO))).isDirty());
    }

    private void openAnother() {
        Tree tree = Screen.find(models, Tree.class, t -> true).orElseThrow();
        tree.setSelection(item("dell", "Dell OptiPlex 9020").orElseThrow());
        Event chosen = new Event();
        chosen.item = tree.getSelection()[0];
        tree.notifyListeners(SWT.DefaultSelection, chosen);
    }

    @Test
    void aBrokenDropInIsListedForAsLongAsItIsThere() throws IOException {
        Files.createDirectories(profiles.resolve("lab"));
        Files.writeString(profiles.resolve("lab/screen.profile"), "name = Broken\nmachine = z80\n");
        Screen.await("the mistake in the list", () -> item("One mistake", "machine cannot be \"z80\"").isPresent());
        Files.delete(profiles.resolve("lab/screen.profile"));
        Screen.await("it is gone with the file", () -> item("One mistake", "machine").isEmpty());
    }

    @Test
    void aVendorsPackIsPickedUpAndDroppedWhileTheWindowIsOpen() throws IOException {
        Path pack = Path.of(System.getProperty("bancada.home")).resolve("examples/vendor-pack");
        Files.createDirectories(profiles);
        Path jar = profiles.resolve("acme.jar");
        Manifest manifest = new Manifest();
        try (InputStream in = Files.newInputStream(pack.resolve("META-INF/MANIFEST.MF"))) {
            manifest.read(in);
        }
        // The tool "jar" adds this line; without it Java writes no manifest at all.
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String file : List.of("profiles/acme/desk-100.profile", "profiles/acme/desk-100.facts")) {
                out.putNextEntry(new JarEntry(file));
                Files.copy(pack.resolve(file), out);
                out.closeEntry();
            }
        }
        Screen.await("its model", () -> item("acme", "Acme").isPresent());
        openModel("acme", "Acme");
        Screen.await("its text", () -> says("acme/desk-100, of a bundle or a pack"));
        Files.delete(jar);
        Screen.await("it is gone with the pack", () -> item("acme", "Acme").isEmpty());
    }
}
