package org.bancada.ui.alert;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.bancada.alert.AlertRule;
import org.bancada.alert.Alerts;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Kept;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;

/** The alert rules; the space bar, Enter or a double click switches one on or off, Delete removes it after a question. */
final class RulesTable extends Composite {
    private final Alerts alerts;
    private final RowTable<Row> table;
    private final Refresh<List<Row>> refresh;

    /** A rule with what it is for, and what is wrong with it. */
    record Row(AlertRule rule, String purpose, String problem) {
    }

    RulesTable(Composite parent, Alerts alerts, IDialogSettings settings) {
        super(parent, SWT.NONE);
        this.alerts = alerts;
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(this);
        Label heading = new Label(this, SWT.NONE);
        heading.setText(AlertText.get("rules.heading"));
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 2).applyTo(heading);
        table = new RowTable<>(this, SWT.MULTI, AlertText.get("rules"), row -> row.rule().name(), columns(), DialogSettings.getOrCreateSection(settings, "rules"));
        GridDataFactory.fillDefaults().grab(true, true).hint(RowTable.ANY_SIZE).applyTo(table.control());
        refresh = new Refresh<>(this, this::load, table::rows);
        table.onSort(refresh::now);
        table.control().addListener(SWT.KeyDown, this::key);
        table.control().addListener(SWT.MouseDoubleClick, e -> toggle());
        Progress.Registration live = alerts.onChange(refresh::live);
        addListener(SWT.Dispose, e -> {
            live.close();
            Kept.save();
        });
        refresh.now();
    }

    private static List<Column<Row>> columns() {
        return List.of(Column.<Row>text("on", AlertText.get("rule.state"), 120, RulesTable::state).withIcon(RulesTable::icon),
                Column.text("name", AlertText.get("rule"), 140, row -> row.rule().name()), Column.text("purpose", AlertText.get("rule.purpose"), 420, Row::purpose),
                Column.text("condition", AlertText.get("rule.condition"), 240, RulesTable::condition), Column.text("query", AlertText.get("rule.query"), 300, row -> row.rule().query()));
    }

    private static String state(Row row) {
        return !row.problem().isEmpty() ? AlertText.get("rule.broken") : AlertText.get(!row.rule().enabled() ? "rule.off" : row.rule().mutedUntil() != null ? "rule.muted" : "rule.on");
    }

    private static String icon(Row row) {
        return !row.problem().isEmpty() ? "failed" : row.rule().enabled() ? "online" : "offline";
    }

    private static String condition(Row row) {
        AlertRule rule = row.rule();
        String time = time(rule.window());
        return rule.kind() == AlertRule.Kind.NODES ? AlertText.get("condition.nodes", time)
                : AlertText.get(rule.groupBy().isEmpty() ? "condition.events" : "condition.by", rule.atLeast(), time, rule.groupBy());
    }

    private static String time(Duration window) {
        long seconds = window.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + " s";
        }
        return seconds % 86_400 == 0 ? AlertText.get("days", seconds / 86_400) : seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds / 60 + " min";
    }

    private List<Row> load() throws ProblemException {
        Map<String, Problem> broken = alerts.broken();
        Comparator<Row> order = table.order();
        List<Row> rows = alerts.rules().stream().map(rule -> {
            Problem problem = broken.get(rule.name());
            return new Row(rule, problem == null ? alerts.describe(rule) : problem.line(), problem == null ? "" : problem.line());
        }).toList();
        return order == null ? rows : rows.stream().sorted(order).toList();
    }

    private void key(Event event) {
        if ((event.character == ' ' || event.character == SWT.CR) && (event.stateMask & SWT.MODIFIER_MASK) == 0) {
            event.doit = false;
            toggle();
        } else if (event.keyCode == SWT.DEL && table.selection().size() == 1) {
            OperationJob.ask(getShell(), new OperationJob.Wording(AlertText.get("rule.removing"), AlertText.get("rule.remove")),
                    alerts.remove(table.selection().getFirst().rule().name()), done -> refresh.now());
        }
    }

    private void toggle() {
        for (Row row : table.selection()) {
            Operation<Void> operation = alerts.enable(row.rule().name(), !row.rule().enabled());
            OperationJob.compute(getShell(), AlertText.get("rule.switching"), () -> operation.run(operation.plan(), Progress.none()), done -> refresh.now());
        }
    }

    RowTable<Row> table() {
        return table;
    }

    @Override
    public boolean setFocus() {
        if (table.control().getSelectionCount() == 0 && table.control().getItemCount() > 0) {
            table.control().select(0);
        }
        return table.control().setFocus();
    }
}
