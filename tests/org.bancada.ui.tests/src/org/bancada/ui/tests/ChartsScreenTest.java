package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Registration;
import org.bancada.fleet.ReportInbox;
import org.bancada.metrics.Metric;
import org.bancada.metrics.Metrics;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.Accessible;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Charts of nodes that have reported. */
class ChartsScreenTest {
    private static final String CHARTS = "org.bancada.ui.metrics.charts";
    private static final String NODES = "org.bancada.ui.fleet.nodes";
    private final Fleet fleet = Engines.need(Fleet.class);
    private final Metrics metrics = Engines.need(Metrics.class);
    private final List<Node> mine = new ArrayList<>();
    private Composite view;

    @BeforeEach
    void report() throws Exception {
        for (int i = 1; i <= 3; i++) {
            String uuid = "0c4a7000-0000-0000-0000-00000000000" + i;
            fleet.register(List.of(new Registration(uuid, "chart-" + i, new Place("", "Charts", i < 3 ? "C1" : "C2", ""), "", 0, "")));
            String body = "---- sensors ----\nchip\nPackage id 0: +4" + i + ".5°C\n---- cat /proc/meminfo ----\nMemTotal: 8388608 kB\nMemAvailable: 4194304 kB\n";
            Engines.need(ReportInbox.class).accept(uuid, InetAddress.getByName("127.90.0." + i), body.getBytes(StandardCharsets.UTF_8));
            mine.add(fleet.node(uuid).orElseThrow());
        }
        WindowTest.show("org.bancada.app.fleet");
        Views.body(NODES);
        Screen.await("the readings", () -> kept() >= mine.size());
    }

    private long kept() {
        try {
            var question = new org.bancada.metrics.Question(Metric.TEMPERATURE, mine, java.time.Instant.now().minusSeconds(3600),
                    java.time.Instant.now().plusSeconds(60), org.bancada.metrics.By.NODE, 100);
            return metrics.ask(question, "", Progress.none()).lines().size();
        } catch (org.bancada.core.ProblemException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void forget() throws Exception {
        var removal = fleet.remove(mine);
        removal.run(removal.plan(), Progress.none());
    }

    /** As a person does: selects the nodes and gives the command. */
    private void open() {
        Composite nodes = Views.body(NODES);
        Table table = Screen.find(nodes, Table.class, t -> true).orElseThrow();
        Screen.await("the nodes", () -> rows(table).length == mine.size());
        Screen.act(() -> {
            table.setSelection(rows(table));
            table.notifyListeners(SWT.Selection, new Event());
        });
        Screen.await("the selection", () -> Screen.page().getSelection() instanceof IStructuredSelection some && some.size() == mine.size());
        Screen.display().asyncExec(() -> {
            try {
                Screen.window().getService(IHandlerService.class).executeCommand("org.bancada.ui.metrics.node", null);
            } catch (CommandException failed) {
                throw new AssertionError(failed);
            }
        });
        Screen.await("the view", () -> Screen.page().findView(CHARTS) != null);
        view = Views.body(CHARTS);
    }

    private static int[] rows(Table table) {
        return java.util.stream.IntStream.range(0, table.getItemCount()).filter(i -> table.getItem(i).getText(0).startsWith("chart-")).toArray();
    }

    @Test
    void selectedNodesAreLinesAndPlacesToo() {
        open();
        awaitRows("chart-1", "chart-2", "chart-3");
        assertEquals("41.5 °C", Screen.ask(() -> legend().getItem(0).getText(1)));
        choose("A line per room", combo("A line per node"));
        awaitRows("Charts / C1", "Charts / C2");
        assertEquals(List.of("42 °C", "41.5 °C", "42.5 °C"), Screen.ask(() -> List.of(legend().getItem(0).getText(1), legend().getItem(0).getText(2),
                legend().getItem(0).getText(3))));
        choose("Memory in use", combo("Temperature, hottest sensor"));
        Screen.await("another metric", () -> legend().getItemCount() == 2 && legend().getItem(0).getText(1).equals("4 GiB"));
        tool("Back");
        Screen.await("the one before", () -> legend().getItem(0).getText(1).equals("42 °C"));
    }

    @Test
    void aShorterTimeIsChosenByKeysAndLeftByBack() {
        open();
        awaitRows("chart-1", "chart-2", "chart-3");
        Control plot = plot();
        // The oldest hours of the last 24, in which these nodes said nothing.
        key(plot, SWT.ARROW_RIGHT, 0);
        for (int i = 0; i < 5; i++) {
            key(plot, SWT.ARROW_RIGHT, SWT.SHIFT);
        }
        assertEquals("–", Screen.ask(() -> legend().getItem(0).getText(1)), "nothing is known at the mark");
        key(plot, SWT.CR, 0);
        Screen.await("the reason why there is nothing", () -> labels().contains("No values in this time"));
        tool("Back");
        awaitRows("chart-1", "chart-2", "chart-3");
        Screen.await("the lines", () -> legend().isVisible());
        // Without the mark that is left from before, the first step is at the newest values.
        key(plot(), SWT.ESC, 0);
        key(plot(), SWT.ARROW_LEFT, 0);
        Screen.await("the values at the mark", () -> legend().getItem(2).getText(1).equals("43.5 °C"));
        String spoken = Screen.ask(() -> name(plot()));
        assertTrue(spoken.startsWith("Temperature, hottest sensor") && spoken.contains("chart-3 43.5 °C"), spoken);
    }

    private Table legend() {
        return Screen.find(view, Table.class, t -> t.getColumnCount() == 4 && t.getColumn(0).getText().equals("Line")).orElseThrow();
    }

    private void awaitRows(String... names) {
        Screen.await(String.join(", ", names), () -> Arrays.stream(legend().getItems()).map(item -> item.getText(0)).toList().equals(List.of(names)));
    }

    private List<String> labels() {
        return Screen.below(view).stream().filter(c -> c instanceof Label l && l.isVisible()).map(c -> ((Label) c).getText()).toList();
    }

    private Control plot() {
        return Screen.ask(() -> Screen.below(view).stream().filter(c -> c.isListening(SWT.KeyDown) && c.isListening(SWT.MouseExit)).findFirst().orElseThrow());
    }

    private static String name(Control control) {
        Accessible accessible = control.getAccessible();
        var event = new org.eclipse.swt.accessibility.AccessibleEvent(control);
        event.childID = org.eclipse.swt.accessibility.ACC.CHILDID_SELF;
        try {
            var listeners = Accessible.class.getDeclaredField("accessibleListeners");
            listeners.setAccessible(true);
            for (Object listener : (List<?>) listeners.get(accessible)) {
                ((org.eclipse.swt.accessibility.AccessibleListener) listener).getName(event);
            }
        } catch (ReflectiveOperationException changed) {
            throw new AssertionError(changed);
        }
        return event.result;
    }

    private Combo combo(String shown) {
        return Screen.find(view, Combo.class, c -> c.getText().equals(shown)).orElseThrow(() -> new AssertionError("no " + shown));
    }

    private void choose(String item, Combo combo) {
        Screen.act(() -> {
            combo.select(combo.indexOf(item));
            combo.notifyListeners(SWT.Selection, new Event());
        });
    }

    private void tool(String tip) {
        Screen.await("tool " + tip, () -> item(tip) != null && item(tip).isEnabled());
        Screen.act(() -> item(tip).notifyListeners(SWT.Selection, new Event()));
    }

    private ToolItem item(String tip) {
        return Screen.below(view).stream().filter(ToolBar.class::isInstance).flatMap(bar -> Arrays.stream(((ToolBar) bar).getItems()))
                .filter(item -> tip.equals(item.getToolTipText())).findFirst().orElse(null);
    }

    private static void key(Control control, int code, int mask) {
        Event event = new Event();
        event.keyCode = code;
        event.stateMask = mask;
        Screen.act(() -> control.notifyListeners(SWT.KeyDown, event));
    }
}
