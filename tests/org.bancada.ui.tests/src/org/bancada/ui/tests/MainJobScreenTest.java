package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.bancada.core.NodeState;
import org.bancada.fleet.Fleet;
import org.bancada.image.Images;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program is for, done in its window on real nodes: a lab, a command on it, an image, a rollout that ends confirmed. */
@Tag("practice-lab")
class MainJobScreenTest {
    private static final String RESULTS = "org.bancada.ui.remote.results";
    private static final String IMAGES = "org.bancada.ui.rollout.images";
    private static final String ROLLOUT = "org.bancada.ui.rollout.details";
    private final Fleet fleet = Engines.need(Fleet.class);

    @Test
    void aNewLabGetsAnImageFromTheWindow(@TempDir Path folder) throws IOException {
        WindowTest.show("org.bancada.app.fleet");
        startLab();
        runCommand();
        WindowTest.show("org.bancada.app.rollouts");
        importImage(image(folder));
        rollOut();
        lookAround();
    }

    @AfterEach
    void stop() {
        stopLab();
    }

    static void stopLab() {
        Fleet fleet = Engines.need(Fleet.class);
        FleetScreenTest.execute("org.bancada.ui.fleet.practiceStop");
        Screen.push(Views.awaitShell("What will happen"), "Stop and remove");
        Screen.await("an empty fleet", () -> fleet.nodes().isEmpty());
    }

    /** Two nodes, online, with their rows in the table. */
    static void startLab() {
        Fleet fleet = Engines.need(Fleet.class);
        FleetScreenTest.execute("org.bancada.ui.fleet.practice");
        Shell question = Views.awaitShell("Practice lab");
        Screen.act(() -> inputs(question).getFirst().setText("2"));
        Screen.push(question, "OK");
        Shell plan = Views.awaitShell("What will happen");
        assertEquals(2, Screen.ask(() -> Screen.find(plan, Table.class, t -> true).orElseThrow().getItemCount()));
        Screen.push(plan, "Start");
        Screen.await("two nodes that have reported",
                () -> fleet.nodes().stream().filter(node -> node.state() == NodeState.ONLINE).count() == 2);
        Screen.await("their rows", () -> FleetScreenTest.table().getItemCount() == 2);
    }

    private void runCommand() {
        FleetScreenTest.select(0, 1);
        FleetScreenTest.execute("org.bancada.ui.remote.run");
        Shell dialog = Views.awaitShell("Run command");
        Button plan = Screen.find(dialog, Button.class, b -> Screen.plain(b.getText()).equals("Show plan…")).orElseThrow();
        assertFalse(Screen.ask(plan::getEnabled));
        Screen.act(() -> inputs(dialog).getFirst().setText("echo good; echo bad >&2; [ $(hostname) = " + fleet.nodes().getFirst().name() + " ]"));
        assertTrue(Screen.ask(plan::getEnabled));
        Screen.push(dialog, "Show plan…");
        Screen.push(Views.awaitShell("What will happen"), "Run");
        Composite results = Views.body(RESULTS);
        Screen.await("one success and one failure", () -> shows(results, "1 of 2 succeeded  ·  1 failed"));
        Table rows = Screen.find(results, Table.class, t -> true).orElseThrow();
        assertEquals(List.of("Done 0", "Ended with error 1"),
                Screen.ask(() -> List.of(rows.getItem(0).getText(1) + " " + rows.getItem(0).getText(2),
                        rows.getItem(1).getText(1) + " " + rows.getItem(1).getText(2))));
        StyledText output = Screen.find(results, StyledText.class, t -> true).orElseThrow();
        Screen.await("the output of the first node", () -> List.of(output.getText().split("\n")).containsAll(List.of("good", "bad")));
        assertTrue(shows(results, "! = error output"));
    }

    private void importImage(Path file) {
        Views.body(IMAGES);
        FleetScreenTest.execute("org.bancada.ui.rollout.importImage");
        Shell dialog = Views.awaitShell("Import image");
        Screen.act(() -> inputs(dialog).getFirst().setText(file.toString()));
        assertEquals("debian", Screen.ask(() -> inputs(dialog).get(1).getText()));
        assertEquals("12.4", Screen.ask(() -> inputs(dialog).get(2).getText()));
        Screen.push(dialog, "Show plan…");
        Screen.push(Views.awaitShell("What will happen"), "Import");
        Images images = Engines.need(Images.class);
        Screen.await("the image in the catalogue", () -> images.images().stream().anyMatch(image -> image.name().equals("debian")));
        Screen.await("its row", () -> Screen.find(Views.body(IMAGES), Table.class, t -> t.getItemCount() == images.images().size()).isPresent());
    }

    private void rollOut() {
        FleetScreenTest.execute("org.bancada.ui.rollout.start");
        Shell wizard = Views.awaitShell("Roll out an image");
        Screen.push(wizard, "Next >");
        Screen.await("the targets", () -> shows(wizard, "2 nodes"));
        Screen.push(wizard, "Next >");
        Screen.await("the waves", () -> shows(wizard, "2 nodes in one wave."));
        Screen.push(wizard, "Show plan…");
        Shell plan = Views.awaitShell("What will happen");
        assertEquals("Cancel", Screen.plain(Screen.ask(() -> plan.getDefaultButton().getText())));
        Screen.push(plan, "Start rollout");
        Composite details = Views.body(ROLLOUT);
        Screen.await("every node confirmed", () -> shows(details, "2 of 2 confirmed"));
        Table rows = Screen.find(details, Table.class, t -> true).orElseThrow();
        Screen.await("the rows to say so", () -> rows.getItem(0).getText(1).equals("Confirmed") && rows.getItem(1).getText(1).equals("Confirmed"));
        assertEquals("100%", Screen.ask(() -> rows.getItem(0).getText(3)));
    }

    /** The same rollout on the map, walked by keys, and over time. */
    private void lookAround() {
        Composite cockpit = Views.body("org.bancada.ui.rollout.map");
        Canvas map = Screen.find(cockpit, Canvas.class, c -> c.getClass().getSimpleName().equals("RoomMap")).orElseThrow();
        Text card = Screen.find(cockpit, Text.class, t -> true).orElseThrow();
        Screen.await("the rooms", () -> map.isVisible() && map.getSize().y > 0);
        Screen.await("a chosen seat", () -> {
            key(map, SWT.END);
            return card.getText().contains("Confirmed") && card.getText().contains("100%");
        });
        String last = Screen.ask(card::getText);
        Screen.act(() -> key(map, SWT.HOME));
        assertNotEquals(last, Screen.ask(card::getText));
        Screen.await("what is known of the node", () -> card.getText().contains(" pieces"));
        Screen.await("the selection for commands", () -> !Screen.window().getSelectionService().getSelection("org.bancada.ui.rollout.map").isEmpty());
        Composite chart = Views.body("org.bancada.ui.rollout.throughput");
        Screen.await("the copies", () -> shows(chart, "Copies over the uplink") && shows(chart, ": "));
        assertTrue(Screen.ask(() -> Screen.below(chart).stream().anyMatch(c -> c.getClass().getSimpleName().equals("PlotArea") && c.isVisible() && c.getSize().y > 50)));
    }

    private static void key(Control control, int code) {
        Event event = new Event();
        event.keyCode = code;
        control.notifyListeners(SWT.KeyDown, event);
    }

    private static Path image(Path folder) throws IOException {
        byte[] content = new byte[3 << 20];
        new Random(7).nextBytes(content);
        return Files.write(folder.resolve("debian-12.4.raw"), content);
    }

    /** The lines of a dialog that one can type into, in their order. */
    static List<Text> inputs(Shell dialog) {
        return Screen.below(dialog).stream().filter(c -> c instanceof Text t && (t.getStyle() & SWT.READ_ONLY) == 0).map(Text.class::cast).toList();
    }

    static boolean shows(Composite where, String text) {
        return Screen.ask(() -> Screen.below(where).stream().anyMatch(c -> c instanceof Label l && l.isVisible() && l.getText().contains(text)));
    }
}
