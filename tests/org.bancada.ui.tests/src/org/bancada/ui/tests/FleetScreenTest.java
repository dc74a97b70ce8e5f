package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Registration;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Places, nodes and one node, on the real fleet. */
class FleetScreenTest {
    static final String NODES = "org.bancada.ui.fleet.nodes";
    private static final String PLACES = "org.bancada.ui.fleet.places";
    private static final String NODE = "org.bancada.ui.fleet.node";
    private final Fleet fleet = Engines.need(Fleet.class);

    @BeforeEach
    void fleetPerspective() throws ProblemException {
        forgetAll();
        WindowTest.show("org.bancada.app.fleet");
        Screen.act(Screen.page()::resetPerspective);
    }

    @AfterEach
    void forgetAll() throws ProblemException {
        Operation<Integer> remove = fleet.remove(fleet.nodes());
        remove.run(remove.plan(), Progress.none());
    }

    @Test
    void anEmptyFleetOffersThreeWaysToGetNodes() {
        Composite view = Views.body(NODES);
        Screen.await("the hint of the empty fleet", () -> label(view, "No nodes yet"));
        List<String> buttons = Screen.below(view).stream().filter(c -> c instanceof Button && Screen.ask(c::isVisible))
                .map(c -> Screen.ask(() -> Screen.plain(((Button) c).getText()))).toList();
        assertEquals(List.of("Start a practice lab…", "Import places…"), buttons);
        Screen.await("where real nodes report", () -> Screen.below(view).stream()
                .anyMatch(c -> c instanceof Label l && (l.getText().contains("https://") && l.getText().contains("collector.pem") || l.getText().contains("does not listen"))));
    }

    @Test
    void nodesAppearByThemselvesWithTheirPlaces() throws ProblemException {
        register("AT1", "Room 1", 3);
        register("AT4", "Room 2", 2);
        Table table = table();
        Screen.await("five rows", () -> table.getItemCount() == 5);
        assertEquals("pc-Room 1-1", Screen.ask(() -> table.getItem(0).getText(0)));
        Tree tree = Screen.find(Views.body(PLACES), Tree.class, t -> true).orElseThrow();
        Screen.await("the places", () -> tree.getItemCount() == 2 && tree.getItem(1).getItemCount() == 2);
        assertEquals("5 new", Screen.ask(() -> tree.getItem(0).getText(1)));
        assertEquals("3 new", Screen.ask(() -> tree.getItem(1).getItem(0).getText(1)));
        register("AT1", "Room 0", 1);
        Screen.await("the new room, in its order", () -> tree.getItem(1).getItem(0).getItemCount() == 2
                && tree.getItem(1).getItem(0).getItem(0).getText(0).equals("Room 0"));
        Screen.await("the counts above it", () -> tree.getItem(1).getItem(0).getText(1).equals("4 new") && tree.getItem(0).getText(1).equals("6 new"));
    }

    @Test
    void aPlaceNarrowsTheTable() throws ProblemException {
        register("AT1", "Room 1", 3);
        register("AT4", "Room 2", 2);
        Tree tree = Screen.find(Views.body(PLACES), Tree.class, t -> true).orElseThrow();
        Screen.await("the places", () -> tree.getItemCount() == 2 && tree.getItem(1).getItemCount() == 2);
        Screen.act(() -> {
            tree.setSelection(tree.getItem(1).getItem(1));
            tree.notifyListeners(SWT.Selection, new Event());
        });
        Screen.await("the nodes of that building", () -> table().getItemCount() == 2);
        Screen.act(() -> {
            tree.setSelection(tree.getItem(0));
            tree.notifyListeners(SWT.Selection, new Event());
        });
        Screen.await("all nodes again", () -> table().getItemCount() == 5);
    }

    @Test
    void theSelectorFiltersAndPointsAtWhatIsWrong() throws ProblemException {
        register("AT1", "Room 1", 3);
        register("AT4", "Room 2", 2);
        Composite view = Views.body(NODES);
        Screen.await("five rows", () -> table().getItemCount() == 5);
        StyledText selector = Screen.find(view, StyledText.class, t -> true).orElseThrow();
        Screen.act(() -> selector.setText("building: AT4"));
        Screen.await("two rows", () -> table().getItemCount() == 2);
        Screen.act(() -> selector.setText("building: AT4 and ("));
        Screen.await("an explanation", () -> Screen.below(view).stream()
                .anyMatch(c -> c instanceof Label l && l.isVisible() && l.getText().startsWith("At character 20")));
        assertTrue(Screen.ask(() -> selector.getStyleRanges().length == 1 && selector.getStyleRanges()[0].underline));
        Screen.act(() -> selector.setText(""));
        Screen.await("all rows", () -> table().getItemCount() == 5);
    }

    @Test
    void theSelectionSurvivesAnUpdateAndOpensTheDetails() throws ProblemException {
        register("AT1", "Room 1", 3);
        Screen.await("three rows", () -> table().getItemCount() == 3);
        select(1);
        Composite details = Views.body(NODE);
        Screen.await("the details", () -> label(details, "pc-Room 1-2"));
        register("AA", "Room 0", 2);
        Screen.await("five rows", () -> table().getItemCount() == 5);
        assertEquals("pc-Room 1-2", Screen.ask(() -> table().getSelection()[0].getText(0)));
        assertTrue(Screen.ask(() -> Screen.below(details).stream().anyMatch(c -> c instanceof Text t && t.getText().contains("never reported"))));
    }

    @Test
    void removingShowsItsPlanAndTheSafeButtonIsTheDefault() throws ProblemException {
        register("AT1", "Room 1", 3);
        Screen.await("three rows", () -> table().getItemCount() == 3);
        select(0);
        execute("org.bancada.ui.fleet.remove");
        Shell plan = Views.awaitShell("What will happen");
        Table steps = Screen.find(plan, Table.class, t -> true).orElseThrow();
        assertEquals(1, Screen.ask(steps::getItemCount));
        assertEquals("pc-Room 1-1", Screen.ask(() -> steps.getItem(0).getText(0)));
        Button cancel = Screen.find(plan, Button.class, b -> Screen.plain(b.getText()).equals("Cancel")).orElseThrow();
        assertSame(cancel, Screen.ask(plan::getDefaultButton));
        Screen.push(plan, "Cancel");
        Screen.await("the plan to close", plan::isDisposed);
        assertEquals(3, fleet.nodes().size());

        execute("org.bancada.ui.fleet.remove");
        Screen.push(Views.awaitShell("What will happen"), "Remove");
        Screen.await("two rows", () -> table().getItemCount() == 2);
        assertEquals(List.of("pc-Room 1-2", "pc-Room 1-3"), fleet.nodes().stream().map(Node::name).toList());
    }

    @Test
    void manyNodesMoveAtOnceAfterTheirPlanWasSeen() throws ProblemException {
        register("AT1", "Room 1", 3);
        Screen.await("three rows", () -> table().getItemCount() == 3);
        select(0, 1);
        execute("org.bancada.ui.fleet.edit");
        Shell dialog = Views.awaitShell("Edit place");
        Screen.act(() -> Screen.below(dialog).stream().filter(org.eclipse.swt.widgets.Combo.class::isInstance)
                .map(org.eclipse.swt.widgets.Combo.class::cast).filter(c -> c.getText().equals("Room 1")).findFirst().orElseThrow().setText("Room 9"));
        Screen.push(dialog, "OK");
        Screen.push(Views.awaitShell("What will happen"), "Move");
        Screen.await("the new room", () -> fleet.nodes().stream().filter(n -> n.place().room().equals("Room 9")).count() == 2);
        assertEquals("3", fleet.node("pc-Room 1-3").orElseThrow().place().seat());
    }

    private static boolean label(Composite view, String text) {
        return Screen.below(view).stream().anyMatch(c -> c instanceof Label l && l.isVisible() && l.getText().equals(text));
    }

    static Table table() {
        return Screen.find(Views.body(NODES), Table.class, t -> true).orElseThrow();
    }

    static void select(int... rows) {
        Screen.act(() -> {
            Screen.page().activate(Screen.page().findView(NODES));
            table().setSelection(rows);
            table().notifyListeners(SWT.Selection, new Event());
        });
    }

    /** Executes a command as soon as it is enabled: what it acts on may just be coming up. */
    static void execute(String command) {
        Screen.await(command + " enabled", () -> Screen.window().getService(ICommandService.class).getCommand(command).isEnabled());
        IHandlerService handlers = Screen.ask(() -> Screen.window().getService(IHandlerService.class));
        assertNotNull(handlers);
        Screen.display().asyncExec(() -> {
            try {
                handlers.executeCommand(command, null);
            } catch (Exception failed) {
                throw new AssertionError(command, failed);
            }
        });
    }

    private void register(String building, String room, int count) throws ProblemException {
        List<Registration> nodes = new ArrayList<>();
        for (int seat = 1; seat <= count; seat++) {
            String name = "pc-" + room + "-" + seat;
            nodes.add(new Registration(UUID.nameUUIDFromBytes(name.getBytes()).toString(), name,
                    new Place("Campus", building, room, Integer.toString(seat)), "127.0.0.1", 1, ""));
        }
        fleet.register(nodes);
    }
}
