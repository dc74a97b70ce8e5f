package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.bancada.core.ProblemException;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The search over the logs, on events that are in the store. */
class DiscoverScreenTest {
    private static final String DISCOVER = "org.bancada.ui.log.discover";
    private final LogStore store = Engines.need(LogStore.class);
    private Composite view;

    @BeforeEach
    void open() throws ProblemException {
        List<NewEvent> events = new ArrayList<>();
        Instant now = Instant.now().minusSeconds(60);
        for (int i = 0; i < 40; i++) {
            String message = i % 8 == 0 ? "authentication failure number " + i : "session opened " + i;
            events.add(event("screen", "e" + i, now.minusSeconds(40 - i), "le1-0" + i % 4, message));
        }
        store.add(events);
        WindowTest.show("org.bancada.app.logs");
        view = Views.body(DISCOVER);
        AtomicLong again = new AtomicLong(System.nanoTime());
        Screen.await("the events of this test", () -> {
            // What was taken a moment ago may come into the next search only.
            if (System.nanoTime() >= again.get()) {
                again.addAndGet(5_000_000_000L);
                Screen.find(view, StyledText.class, t -> true).orElseThrow().setText("_index: screen");
            }
            return labels().stream().anyMatch(label -> label.contains("40 events"));
        });
    }

    private static NewEvent event(String kind, String id, Instant time, String host, String message) {
        return new NewEvent(id, kind, false,
                "{\"@timestamp\":\"" + time + "\",\"host\":\"" + host + "\",\"message\":\"" + message + "\"}", time);
    }

    @Test
    void whatIsTypedIsFoundAndWhatIsWrongIsShownAtItsPlace() {
        type("_index: screen and message: authentication");
        awaitStatus("5 events");
        assertEquals(5, Screen.ask(() -> events().getItemCount()));
        Screen.await("the newest first", () -> events().getItem(0).getText(2).equals("authentication failure number 32"));
        type("message: (");
        Screen.await("the reason", () -> Screen.below(view).stream().anyMatch(c -> c instanceof Label l && l.isVisible() && l.getText().startsWith("At character 11")));
        type("message: nothinglikethis");
        awaitStatus("Nothing matches");
    }

    @Test
    void aValueBecomesAConditionThatCanBeTurnedOffAndUndone() {
        Screen.await("the fields", () -> fields().getItemCount() > 2);
        choose(fields(), Screen.ask(() -> row(fields(), "host")));
        Screen.await("its values", () -> values().getItemCount() == 4);
        choose(values(), 0);
        Screen.act(() -> values().notifyListeners(SWT.DefaultSelection, new Event()));
        awaitStatus("10 events");
        Button pill = Screen.find(view, Button.class, b -> b.getText().startsWith("host: ")).orElseThrow();
        Screen.act(() -> pill.notifyListeners(SWT.Selection, new Event()));
        awaitStatus("40 events");
        tool("Back");
        awaitStatus("10 events");
        tool("Back");
        awaitStatus("40 events");
        assertTrue(Screen.find(view, Button.class, b -> b.getText().contains("host: ")).isEmpty());
        tool("Forward");
        awaitStatus("10 events");
        tool("Back");
        awaitStatus("40 events");
    }

    @Test
    void aConditionIsTurnedRoundEditedAndTakenAway() {
        Screen.await("the fields", () -> fields().getItemCount() > 2);
        choose(fields(), Screen.ask(() -> row(fields(), "host")));
        Screen.await("its values", () -> values().getItemCount() == 4);
        choose(values(), Screen.ask(() -> row(values(), "le1-01")));
        Screen.act(() -> values().notifyListeners(SWT.DefaultSelection, new Event()));
        awaitStatus("10 events");
        choosePill("Without this value");
        awaitStatus("30 events");
        assertEquals("\u2260 host: le1-01", Screen.ask(() -> pill().getText()));
        choosePill("Only with this value");
        awaitStatus("10 events");
        Event f2 = new Event();
        f2.keyCode = SWT.F2;
        Button edited = pill();
        Screen.display().asyncExec(() -> edited.notifyListeners(SWT.KeyDown, f2));
        Shell dialog = Views.awaitShell("Edit a Condition");
        List<Text> lines = Screen.ask(() -> Screen.below(dialog).stream().filter(Text.class::isInstance).map(Text.class::cast).toList());
        assertEquals(List.of("host", "le1-01"), Screen.ask(() -> lines.stream().map(Text::getText).toList()));
        Screen.act(() -> lines.get(1).setText(""));
        Screen.await("that nothing is no value", () -> Screen.below(dialog).stream().anyMatch(c -> c instanceof Button b && b.getText().equals("OK") && !b.isEnabled()));
        Screen.act(() -> lines.get(0).setText("message"));
        Screen.act(() -> lines.get(1).setText("authentication failure number 0"));
        Screen.push(dialog, "OK");
        awaitStatus("1 events");
        Event delete = new Event();
        delete.keyCode = SWT.DEL;
        Button last = pill();
        Screen.act(() -> last.notifyListeners(SWT.KeyDown, delete));
        awaitStatus("40 events");
    }

    private Button pill() {
        return Screen.find(view, Button.class, b -> b.getText().contains("host: ") || b.getText().contains("message: ")).orElseThrow();
    }

    private void choosePill(String action) {
        Button pill = pill();
        Screen.act(() -> pill.getMenu().notifyListeners(SWT.Show, new Event()));
        MenuItem item = Screen.ask(() -> Screen.items(pill.getMenu())).stream().filter(i -> Screen.ask(() -> Screen.plain(i.getText()).startsWith(action))).findFirst().orElseThrow();
        Screen.act(() -> item.notifyListeners(SWT.Selection, new Event()));
    }

    @Test
    void textThatMatchedIsMarked() {
        type("_index: screen and message: authentication");
        awaitStatus("5 events");
        Screen.await("a mark in the message of the first row", () -> marked(events(), 0, 2));
        assertTrue(!Screen.ask(() -> marked(events(), 0, 1)), "the node was not asked for");
        type("_index: screen and host: le1-00");
        awaitStatus("10 events");
        Screen.await("a mark on the node", () -> marked(events(), 0, 1));
        assertTrue(!Screen.ask(() -> marked(events(), 0, 2)), "the message was not asked for");
        choose(events(), 1);
        Screen.await("a mark in the whole event", () -> row(detail(), "host") >= 0 && marked(detail(), row(detail(), "host"), 1));
        type("_index: screen and not message: opened");
        awaitStatus("5 events");
        Screen.await("no mark for what was left out", () -> !marked(events(), 0, 2));
    }

    /** Whether the ground behind a cell's text is another one than the table's, in part. */
    private static boolean marked(Table table, int row, int column) {
        Rectangle cell = table.getItem(row).getTextBounds(column);
        table.update();
        Image image = new Image(table.getDisplay(), Math.max(1, table.getClientArea().width), Math.max(1, table.getClientArea().height));
        GC gc = new GC(table);
        gc.copyArea(image, 0, 0);
        gc.dispose();
        ImageData data = image.getImageData();
        image.dispose();
        RGB mark = new RGB(255, 231, 140);
        RGB dark = new RGB(110, 84, 0);
        for (int y = cell.y; y < Math.min(cell.y + cell.height, data.height); y++) {
            for (int x = cell.x; x < Math.min(cell.x + cell.width, data.width); x++) {
                RGB colour = data.palette.getRGB(data.getPixel(x, y));
                if (colour.equals(mark) || colour.equals(dark)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void anEventIsShownWholeWithWhatHappenedAroundIt() {
        choose(events(), 0);
        Screen.await("its fields", () -> row(detail(), "host") >= 0 && detail().getItem(row(detail(), "message")).getText(1).equals("session opened 39"));
        key(events(), 'n');
        Screen.await("the next error", () -> events().getItem(events().getSelectionIndex()).getText(2).contains("failure number 32"));
        tool("What happened around it on its node");
        awaitStatus("What happened on le1-00");
        assertEquals(10, Screen.ask(() -> events().getItemCount()), "of its node alone");
        Screen.await("the anchor", () -> events().getSelectionCount() == 1 && events().getItem(events().getSelectionIndex()).getText(2).contains("number 32"));
        tool("Back");
        awaitStatus("40 events");
    }

    @Test
    void newEventsAppearWhileOneFollows() throws ProblemException {
        type("_index: live");
        awaitStatus("Nothing matches");
        tool("Follow live");
        awaitStatus("Following");
        store.add(List.of(event("live", "now", Instant.now(), "server", "just now")));
        Screen.await("the event", () -> events().getItemCount() > 0 && events().getItem(0).getText(2).equals("just now"));
        choose(events(), 0);
        store.add(List.of(event("live", "later", Instant.now(), "server", "a moment later")));
        awaitStatus("held where you look: 1 newer");
        assertEquals("just now", Screen.ask(() -> events().getItem(0).getText(2)));
        key(events(), SWT.ESC);
        Screen.await("what came meanwhile", () -> events().getItem(0).getText(2).equals("a moment later"));
        tool("Stop following");
        awaitStatus("2 events");
    }

    private void type(String query) {
        StyledText line = Screen.find(view, StyledText.class, t -> true).orElseThrow();
        Screen.act(() -> line.setText(query));
    }

    private void awaitStatus(String text) {
        try {
            Screen.await(text, () -> labels().stream().anyMatch(label -> label.contains(text)));
        } catch (AssertionError vain) {
            throw new AssertionError(vain.getMessage() + "; it says " + Screen.ask(this::labels), vain);
        }
    }

    private List<String> labels() {
        return Screen.below(view).stream().filter(c -> c instanceof Label l && l.isVisible()).map(c -> ((Label) c).getText()).toList();
    }

    private void tool(String tip) {
        Screen.await("tool " + tip, () -> item(tip) != null && item(tip).isEnabled());
        Screen.act(() -> item(tip).notifyListeners(SWT.Selection, new Event()));
    }

    private ToolItem item(String tip) {
        for (Control control : Screen.below(view)) {
            if (control instanceof ToolBar bar) {
                for (ToolItem item : bar.getItems()) {
                    if (tip.equals(item.getToolTipText())) {
                        return item;
                    }
                }
            }
        }
        return null;
    }

    private Table table(String firstColumn) {
        return Screen.find(view, Table.class, t -> t.getColumnCount() > 0 && t.getColumn(0).getText().startsWith(firstColumn)).orElseThrow();
    }

    private Table events() {
        return table("Time");
    }

    private Table values() {
        return Screen.find(view, Table.class, t -> t.getColumnCount() == 2 && t.getColumn(1).getText().equals("Events")).orElseThrow();
    }

    private Table fields() {
        return Screen.find(view, Table.class, t -> t.getColumnCount() == 2 && t.getColumn(1).getText().equals("Share")).orElseThrow();
    }

    private Table detail() {
        return Screen.find(view, Table.class, t -> t.getColumnCount() == 2 && t.getColumn(1).getText().equals("Value")).orElseThrow();
    }

    private static int row(Table table, String text) {
        for (int i = 0; i < table.getItemCount(); i++) {
            if (table.getItem(i).getText(0).startsWith(text)) {
                return i;
            }
        }
        return -1;
    }

    private static void choose(Table table, int row) {
        Screen.await("row " + row, () -> row >= 0 && table.getItemCount() > row);
        Screen.act(() -> {
            table.setSelection(row);
            table.notifyListeners(SWT.Selection, new Event());
        });
    }

    private static void key(Control control, char character) {
        Event event = new Event();
        event.character = character;
        Screen.act(() -> control.notifyListeners(SWT.KeyDown, event));
    }
}
