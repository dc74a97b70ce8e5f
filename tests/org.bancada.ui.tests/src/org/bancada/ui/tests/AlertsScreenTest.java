package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.bancada.alert.AlertRule;
import org.bancada.alert.AlertWatch;
import org.bancada.alert.Alerts;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The view of alerts and rules, on events that really come in. */
class AlertsScreenTest {
    private static final String VIEW = "org.bancada.ui.alert.alerts";
    private static final String RULE = "ssh-brute-force";

    private final Alerts alerts = Engines.need(Alerts.class);
    private final LogStore store = Engines.need(LogStore.class);
    private Composite view;

    @BeforeEach
    void open() throws Exception {
        Engines.need(AlertWatch.class).awaitReady();
        WindowTest.show("org.bancada.app.logs");
        view = Views.body(VIEW);
        Screen.await("the rules that come with it", () -> row(rules(), 1, RULE) >= 0);
    }

    @AfterEach
    void off() throws ProblemException {
        done(alerts.enable(RULE, false));
        Screen.await("the rule off", () -> rules().getItem(row(rules(), 1, RULE)).getText(0).equals("Off"));
    }

    private static void done(Operation<Void> operation) throws ProblemException {
        operation.run(operation.plan(), Progress.none());
    }

    @Test
    void aRuleIsSwitchedByOneKeyAndWhatItFindsIsAcknowledgedByAnother() throws Exception {
        Screen.await("why nothing is found", () -> labels().contains("No rule is on"));
        choose(rules(), Screen.ask(() -> row(rules(), 1, RULE)));
        key(rules(), ' ');
        Screen.await("the rule on", () -> rules().getItem(row(rules(), 1, RULE)).getText(0).equals("On"));
        assertTrue(alerts.rules().stream().anyMatch(rule -> rule.name().equals(RULE) && rule.enabled()));
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            events.add(new NewEvent(null, "syslog", false, "{\"host\":\"screen-07\",\"message\":\"sshd[7]: Failed password for root\"}", Instant.now()));
        }
        // The rule is watched a moment after it is on; what came before that is not its business.
        AtomicLong again = new AtomicLong(System.nanoTime());
        Screen.await("the alert", () -> {
            if (System.nanoTime() >= again.get()) {
                again.addAndGet(5_000_000_000L);
                add(events);
            }
            return !found().isDisposed() && row(found(), 3, "screen-07") >= 0;
        });
        assertEquals("Open", Screen.ask(() -> found().getItem(row(found(), 3, "screen-07")).getText(0)));
        assertFalse(enabled("Acknowledge"), "nothing is chosen yet");
        choose(found(), Screen.ask(() -> row(found(), 3, "screen-07")));
        assertTrue(enabled("Acknowledge") && enabled("Show logs"));
        key(found(), 'a');
        Screen.await("what was seen", () -> found().getItem(row(found(), 3, "screen-07")).getText(0).equals("Acknowledged"));
        assertEquals(0, alerts.alerts(false, 10).size());
    }

    @Test
    void aRuleOfOnesOwnIsShownWithItsConditionAndRemoved() throws Exception {
        done(alerts.add(AlertRule.events("own", "message: rare", 3, java.time.Duration.ofMinutes(10), "")));
        Screen.await("the new rule", () -> row(rules(), 1, "own") >= 0);
        assertEquals("3 events within 10 min", Screen.ask(() -> rules().getItem(row(rules(), 1, "own")).getText(3)));
        choose(rules(), Screen.ask(() -> row(rules(), 1, "own")));
        Event delete = new Event();
        delete.keyCode = SWT.DEL;
        Screen.act(() -> rules().notifyListeners(SWT.KeyDown, delete));
        Screen.push(Views.awaitShell("What will happen"), "Remove");
        Screen.await("it gone", () -> row(rules(), 1, "own") < 0);
    }

    private void add(List<NewEvent> events) {
        try {
            store.add(events);
        } catch (ProblemException failed) {
            throw new AssertionError(failed);
        }
    }

    private Table table(String column) {
        return Screen.find(view, Table.class, t -> t.getColumnCount() > 0 && java.util.Arrays.stream(t.getColumns()).anyMatch(c -> c.getText().equals(column))).orElseThrow();
    }

    private Table rules() {
        return table("Condition");
    }

    private Table found() {
        return table("Evidence");
    }

    private List<String> labels() {
        return Screen.ask(() -> Screen.below(view).stream().filter(c -> c instanceof Label l && l.isVisible()).map(c -> ((Label) c).getText()).toList());
    }

    private boolean enabled(String text) {
        return Screen.ask(() -> {
            for (Control control : Screen.below(view)) {
                if (control instanceof ToolBar bar) {
                    for (ToolItem item : bar.getItems()) {
                        if (item.getText().equals(text)) {
                            return item.isEnabled();
                        }
                    }
                }
            }
            throw new AssertionError(text);
        });
    }

    private static int row(Table table, int column, String text) {
        for (int i = 0; i < table.getItemCount(); i++) {
            if (table.getItem(i).getText(column).startsWith(text)) {
                return i;
            }
        }
        return -1;
    }

    private static void choose(Table table, int row) {
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
