package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Registration;
import org.bancada.fleet.ReportInbox;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.handlers.IHandlerService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Why a PC is not OK, in plain words, with what to do. */
class WhyScreenTest {
    private static final String WHY = "org.bancada.ui.fleet.why";
    private static final String NODES = "org.bancada.ui.fleet.nodes";
    private final Fleet fleet = Engines.need(Fleet.class);
    private final List<Node> mine = new ArrayList<>();

    @BeforeEach
    void report() throws Exception {
        // What df says of the disk with the base images: the second node's is full.
        for (int i = 1; i <= 2; i++) {
            String uuid = "0d1a6000-0000-0000-0000-00000000000" + i;
            fleet.register(List.of(new Registration(uuid, "why-" + i, new Place("", "Why", "W1", ""), "", 0, "")));
            String df = i == 1 ? "/dev/sda2 100000000 20000000 80000000 20% /\n" : "/dev/sda2 100000000 97000000 3000000 97% /\n";
            String body = "---- df ----\nFilesystem 1K-blocks Used Available Use% Mounted on\n" + df;
            Engines.need(ReportInbox.class).accept(uuid, InetAddress.getByName("127.91.0." + i), body.getBytes(StandardCharsets.UTF_8));
            mine.add(fleet.node(uuid).orElseThrow());
        }
        WindowTest.show("org.bancada.app.fleet");
        Views.body(NODES);
    }

    @AfterEach
    void forget() throws Exception {
        var removal = fleet.remove(mine);
        removal.run(removal.plan(), Progress.none());
    }

    private void choose(String name) {
        Table table = Screen.find(Views.body(NODES), Table.class, t -> true).orElseThrow();
        Screen.await("the node", () -> row(table, name) >= 0);
        Screen.act(() -> {
            table.setSelection(row(table, name));
            table.notifyListeners(SWT.Selection, new Event());
        });
        Screen.await("the selection", () -> Screen.page().getSelection() instanceof IStructuredSelection some && some.size() == 1
                && some.getFirstElement() instanceof Node node && node.name().equals(name));
    }

    private static int row(Table table, String name) {
        return java.util.stream.IntStream.range(0, table.getItemCount()).filter(i -> table.getItem(i).getText(0).equals(name)).findFirst().orElse(-1);
    }

    private static boolean says(String text) {
        return Screen.below(Views.body(WHY)).stream().anyMatch(c -> c instanceof Label label && label.getText().contains(text));
    }

    @Test
    void aFullDiskIsNamedWithItsEvidenceAndWhatToDo() {
        choose("why-2");
        Screen.display().asyncExec(() -> {
            try {
                Screen.window().getService(IHandlerService.class).executeCommand("org.bancada.ui.fleet.whyNot", null);
            } catch (CommandException failed) {
                throw new AssertionError(failed);
            }
        });
        Screen.await("the view", () -> Screen.page().findView(WHY) != null);
        Composite view = Views.body(WHY);
        Screen.await("the evidence", () -> says("97"));
        assertTrue(Screen.ask(() -> Screen.below(view).stream().anyMatch(c -> c instanceof Button b && b.getToolTipText() != null
                && b.getToolTipText().startsWith("bancada run "))), "a button for the next step");
        Screen.await("what happened around it", () -> Screen.below(view).stream().filter(Table.class::isInstance).map(Table.class::cast)
                .anyMatch(table -> table.getColumnCount() == 3));
        Button run = Screen.find(view, Button.class, b -> b.getToolTipText() != null && b.getToolTipText().endsWith(" -- disk list")).orElseThrow();
        Screen.display().asyncExec(() -> run.notifyListeners(SWT.Selection, new Event()));
        Shell dialog = Views.awaitShell("Run command");
        assertTrue(Screen.find(dialog, Text.class, text -> text.getText().equals("disk list")).isPresent(), "what is proposed can be run at once");
        assertTrue(Screen.find(dialog, Button.class, button -> Screen.plain(button.getText()).equals("Show plan…") && button.isEnabled()).isPresent());
        Screen.push(dialog, "Cancel");
        Screen.await("the dialog's end", () -> Screen.shell("Run command").isEmpty());
        choose("why-1");
        Screen.await("a PC without a fault says so, and what was looked at", () -> says("why-1 is OK") && says("causes"));
    }

    @Test
    void aLookIntoTheLogsIsForWhatWasFound() throws Exception {
        Instant now = Instant.now();
        LogStore logs = Engines.need(LogStore.class);
        logs.add(List.of(event("oom", now, "Out of memory: Killed process 4711 (qemu-system-x86) total-vm:9437184kB, anon-rss:8237184kB"), event("other", now, "nothing of interest")));
        choose("why-2");
        Screen.display().asyncExec(() -> {
            try {
                Screen.window().getService(IHandlerService.class).executeCommand("org.bancada.ui.fleet.whyNot", null);
            } catch (CommandException failed) {
                throw new AssertionError(failed);
            }
        });
        Screen.await("the view", () -> Screen.page().findView(WHY) != null);
        Composite view = Views.body(WHY);
        Screen.await("the next step", () -> Screen.find(view, Button.class, b -> b.getToolTipText() != null && b.getToolTipText().startsWith("bancada logs search")).isPresent());
        Button look = Screen.find(view, Button.class, b -> b.getToolTipText() != null && b.getToolTipText().startsWith("bancada logs search")).orElseThrow();
        Screen.display().asyncExec(() -> look.notifyListeners(SWT.Selection, new Event()));
        Screen.await("the search", () -> Screen.page().findView("org.bancada.ui.log.discover") != null);
        Composite discover = Views.body("org.bancada.ui.log.discover");
        Screen.await("the one event", () -> Screen.find(discover, Table.class, t -> t.getColumnCount() > 2 && t.getItemCount() == 1 && t.getItem(0).getText(2).startsWith("Out of memory")).isPresent());
    }

    private static NewEvent event(String id, Instant time, String message) {
        return new NewEvent("why-" + id, "why", false, "{\"@timestamp\":\"" + time + "\",\"host\":\"why-2\",\"message\":\"" + message + "\"}", time);
    }
}
