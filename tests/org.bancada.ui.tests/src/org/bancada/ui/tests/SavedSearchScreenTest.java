package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bancada.alert.AlertRule;
import org.bancada.alert.Alerts;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.Event;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IViewPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches that are saved in the window, found again in another one, and watched. */
class SavedSearchScreenTest {
    private static final String DISCOVER = "org.bancada.ui.log.discover";
    private final LogStore store = Engines.need(LogStore.class);
    private final SavedSearches searches = Engines.need(SavedSearches.class);
    private Composite view;

    @BeforeEach
    void open() throws ProblemException {
        List<NewEvent> events = new ArrayList<>();
        Instant now = Instant.now().minusSeconds(60);
        for (int i = 0; i < 12; i++) {
            events.add(new NewEvent("s" + i, "saved", false, "{\"@timestamp\":\"" + now.plusSeconds(i) + "\",\"host\":\"le1-0" + i % 3 + "\",\"app\":\"sshd\",\"pid\":\"" + i
                    + "\",\"message\":\"session " + i + "\"}", now));
        }
        store.add(events);
        WindowTest.show("org.bancada.app.logs");
        view = Views.body(DISCOVER);
    }

    /** The view is as it was before, and nothing is saved. */
    @AfterEach
    void empty() throws ProblemException {
        keep(new SavedSearch("plain", "", List.of(), SavedSearch.Times.last(Duration.ofHours(24)), List.of()));
        choose("plain");
        for (SavedSearch search : searches.list()) {
            done(searches.remove(search.name()));
        }
        Screen.await("nothing saved", () -> saved().getItem(0).getText().equals("Saved searches"));
    }

    private static void done(Operation<?> operation) throws ProblemException {
        operation.run(operation.plan(), Progress.none());
    }

    private void keep(String name, String query, List<SavedSearch.Column> columns) throws ProblemException {
        keep(new SavedSearch(name, query, List.of(new SavedSearch.Condition("host", "le1-00", true, true), new SavedSearch.Condition("app", "cron", false, false)),
                SavedSearch.Times.last(Duration.ofDays(7)), columns));
    }

    private void keep(SavedSearch search) throws ProblemException {
        done(searches.save(search));
        Screen.await(search.name() + " in the menu", () -> texts().contains(search.name()));
    }

    @Test
    void whatIsSavedIsFoundAgainInANewViewWithItsColumns() throws Exception {
        assertTrue(texts().contains("No search is saved yet"), texts().toString());
        keep("first", "_index: saved", List.of(new SavedSearch.Column("pid", 77), new SavedSearch.Column(Event.TIME, 0), new SavedSearch.Column("app", 0)));
        choose("first");
        awaitStatus("8 events");
        assertEquals(List.of("Node", "pid", "Time", "app", "Message"), headers());
        assertEquals(77, Screen.ask(() -> column("pid").getWidth()));
        assertEquals("Last 7 days", Screen.ask(() -> Screen.find(view, Combo.class, c -> true).orElseThrow().getText()));
        assertTrue(Screen.find(view, Button.class, b -> b.getText().equals("≠ host: le1-00")).isPresent());
        assertTrue(Screen.find(view, Button.class, b -> b.getText().contains("app: cron: off")).isPresent(), "it is kept for later");
        assertEquals("first", Screen.ask(() -> saved().getItem(0).getText()));
        // As with the mouse.
        Screen.act(() -> column("app").setWidth(123));
        Screen.act(() -> events().setColumnOrder(new int[] {0, 1, 2, 4, 3}));
        Screen.await("that it has changed", () -> saved().getItem(0).getText().equals("first (changed)"));
        saveAs("second");
        Screen.await("the second one open", () -> saved().getItem(0).getText().equals("second"));
        SavedSearch second = searches.find("second").orElseThrow();
        assertEquals(123, second.columns().stream().filter(c -> c.field().equals("app")).findFirst().orElseThrow().width());

        List<String> order = headers();
        closeEverywhere();
        view = Views.body(DISCOVER);
        assertEquals(order, headers(), "moved and resized columns stay");
        assertEquals("Saved searches", Screen.ask(() -> saved().getItem(0).getText()));
        Screen.await("them in the menu", () -> texts().contains("second"));
        choose("first");
        awaitStatus("8 events");
        assertEquals(List.of("Node", "pid", "Time", "app", "Message"), headers());
        choose("second");
        Screen.await("its columns", () -> column("app").getWidth() == 123);
        assertEquals(order, headers());
    }

    /** A view that another perspective shows as well lives on there. */
    private void closeEverywhere() {
        Composite before = view;
        Screen.act(() -> {
            IPerspectiveDescriptor now = Screen.page().getPerspective();
            for (IPerspectiveDescriptor each : Screen.page().getOpenPerspectives()) {
                Screen.page().setPerspective(each);
                IViewPart part = Screen.page().findView(DISCOVER);
                if (part != null) {
                    Screen.page().hideView(part);
                }
            }
            Screen.page().setPerspective(now);
        });
        Screen.await("the end of the view", before::isDisposed);
    }

    @Test
    void anotherIsReplacedOnlyWhenThePersonSaysSo() throws Exception {
        keep("mine", "_index: saved and app: cron", List.of());
        keep("yours", "_index: saved", List.of());
        choose("yours");
        awaitStatus("8 events");
        assertFalse(Screen.ask(() -> entry("Save yours").isEnabled()), "nothing has changed");
        saveAs("mine");
        Screen.push(Views.awaitShell("What will happen"), "Cancel");
        assertEquals("_index: saved and app: cron", searches.find("mine").orElseThrow().query());
        type("_index: saved and app: sshd");
        Screen.await("that it has changed", () -> saved().getItem(0).getText().equals("yours (changed)"));
        press("Save yours");
        Screen.await("it saved", () -> saved().getItem(0).getText().equals("yours"));
        assertEquals("_index: saved and app: sshd", searches.find("yours").orElseThrow().query());
        saveAs("mine");
        Screen.push(Views.awaitShell("What will happen"), "Replace");
        Screen.await("the other one open", () -> saved().getItem(0).getText().equals("mine"));
        assertEquals("_index: saved and app: sshd", searches.find("mine").orElseThrow().query());
    }

    @Test
    void theyAreRenamedAndRemoved() throws Exception {
        keep("old", "_index: saved", List.of());
        choose("old");
        press("Manage…");
        Shell dialog = Views.awaitShell("Saved Searches");
        Table table = Screen.find(dialog, Table.class, t -> true).orElseThrow();
        Screen.await("its row", () -> table.getSelectionCount() == 1 && table.getItem(0).getText(0).equals("old"));
        key(table, SWT.F2);
        Shell rename = Views.awaitShell("Rename Search");
        write(rename, "a/b");
        assertFalse(Screen.ask(() -> Screen.find(rename, Button.class, b -> Screen.plain(b.getText()).equals("OK")).orElseThrow().isEnabled()), "no name");
        write(rename, "new");
        Screen.push(rename, "OK");
        Screen.await("its new name", () -> table.getItem(0).getText(0).equals("new"));
        Screen.await("it still open", () -> saved().getItem(0).getText().equals("new"));
        key(table, SWT.DEL);
        Screen.push(Views.awaitShell("What will happen"), "Remove");
        Screen.await("why it is empty", () -> Screen.below(dialog).stream().anyMatch(c -> c instanceof Label l && l.isVisible() && l.getText().equals("No search is saved yet")));
        Screen.push(dialog, "Close");
        assertEquals(List.of(), searches.list());
    }

    @Test
    void aSearchBecomesAnAlertRule() throws Exception {
        Alerts alerts = Engines.need(Alerts.class);
        keep("watched", "_index: saved and message: never", List.of());
        choose("watched");
        press("Alert from This Search…");
        Shell dialog = Views.awaitShell("New Alert Rule");
        assertEquals("(_index: saved and message: never) and not host: le1-00", Screen.ask(() -> texts(dialog).get(1).getText()));
        Screen.act(() -> texts(dialog).get(2).setText("0"));
        assertFalse(Screen.ask(() -> Screen.find(dialog, Button.class, b -> b.getText().equals("Create")).orElseThrow().isEnabled()));
        Screen.act(() -> texts(dialog).get(2).setText("3"));
        Screen.push(dialog, "Create");
        awaitStatus("The rule watched is watched");
        try {
            AlertRule rule = alerts.rules().stream().filter(one -> one.name().equals("watched")).findFirst().orElseThrow();
            assertEquals(3, rule.atLeast());
            assertEquals(Duration.ofMinutes(5), rule.window());
            assertTrue(rule.enabled());
        } finally {
            done(alerts.remove("watched"));
        }
    }

    private static List<Text> texts(Shell dialog) {
        // The heading of the dialog is a text as well.
        return Screen.ask(() -> Screen.below(dialog).stream().filter(c -> c instanceof Text t && (t.getStyle() & SWT.READ_ONLY) == 0).map(Text.class::cast).toList());
    }

    private void saveAs(String name) {
        press("Save As…");
        Shell dialog = Views.awaitShell("Save Search");
        write(dialog, name);
        Screen.push(dialog, "OK");
    }

    private static void write(Shell dialog, String text) {
        Text line = texts(dialog).getFirst();
        Screen.act(() -> line.setText(text));
    }

    private ToolBar saved() {
        return Screen.find(view, ToolBar.class, bar -> bar.getItemCount() == 1 && bar.getItem(0).getToolTipText() != null && bar.getItem(0).getToolTipText().startsWith("Saved searches"))
                .orElseThrow();
    }

    private List<MenuItem> entries() {
        return Screen.items(Screen.ask(() -> saved().getMenu()));
    }

    private List<String> texts() {
        return Screen.ask(() -> entries().stream().map(entry -> Screen.plain(entry.getText())).toList());
    }

    private MenuItem entry(String text) {
        return Screen.ask(() -> entries().stream().filter(entry -> Screen.plain(entry.getText()).equals(text)).findFirst().orElseThrow(() -> new AssertionError(text)));
    }

    private void press(String text) {
        MenuItem entry = entry(text);
        Screen.display().asyncExec(() -> entry.notifyListeners(SWT.Selection, new org.eclipse.swt.widgets.Event()));
    }

    private void choose(String name) {
        MenuItem entry = entry(name);
        Screen.act(() -> {
            entry.setSelection(true);
            entry.notifyListeners(SWT.Selection, new org.eclipse.swt.widgets.Event());
        });
    }

    private void type(String query) {
        StyledText line = Screen.find(view, StyledText.class, t -> true).orElseThrow();
        Screen.act(() -> line.setText(query));
    }

    private void awaitStatus(String text) {
        Screen.await(text, () -> Screen.below(view).stream().anyMatch(c -> c instanceof Label l && l.isVisible() && l.getText().contains(text)));
    }

    private Table events() {
        return Screen.find(view, Table.class, t -> t.getColumnCount() > 2 && Arrays.stream(t.getColumns()).anyMatch(c -> c.getText().equals("Message"))).orElseThrow();
    }

    private TableColumn column(String header) {
        return Arrays.stream(events().getColumns()).filter(c -> c.getText().startsWith(header)).findFirst().orElseThrow();
    }

    /** From left to right, the first word of each. */
    private List<String> headers() {
        return Screen.ask(() -> Arrays.stream(events().getColumnOrder()).mapToObj(i -> events().getColumn(i).getText().split(" ")[0]).toList());
    }

    private static void key(Table table, int code) {
        org.eclipse.swt.widgets.Event event = new org.eclipse.swt.widgets.Event();
        event.keyCode = code;
        Screen.display().asyncExec(() -> table.notifyListeners(SWT.KeyDown, event));
    }
}
