package org.bancada.ui.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Alerts;
import org.bancada.alert.Delivery;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.bancada.ui.kit.Tool;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;

/** Alerts above, rules below. The letters A and M acknowledge and mute, the space bar switches a rule. */
final class AlertsBody extends Composite {
    private static final int MOST = 1_000;
    private static final String EVERYTHING = "everything";
    private static final Map<String, Duration> MUTES = new LinkedHashMap<>();

    static {
        MUTES.put("mute.hour", Duration.ofHours(1));
        MUTES.put("mute.work", Duration.ofHours(8));
        MUTES.put("mute.day", Duration.ofDays(1));
        MUTES.put("mute.week", Duration.ofDays(7));
        MUTES.put("mute.not", Duration.ZERO);
    }

    private final Alerts alerts;
    private final AlertDelivery delivery;
    private final Fleet fleet;
    private final IDialogSettings settings;
    private final Composite upper;
    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final RowTable<AlertRow> table;
    private final RulesTable rules;
    private final Refresh<Shown> refresh;
    private final List<Tool> onSelection = new ArrayList<>();
    private final Tool showLogs;
    private final Tool showNode;
    private final Tool which;
    private volatile boolean everything;

    private record Shown(List<AlertRow> rows, boolean anyRule) {
    }

    AlertsBody(Composite parent, Alerts alerts, AlertDelivery delivery, Fleet fleet, IDialogSettings settings, Consumer<AlertLogs> logs, Runnable node) {
        super(parent, SWT.NONE);
        this.alerts = alerts;
        this.delivery = delivery;
        this.fleet = fleet;
        this.settings = settings;
        everything = settings.getBoolean(EVERYTHING);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(this);
        ToolBar bar = new ToolBar(this, SWT.FLAT | SWT.RIGHT);
        onSelection.add(tool(bar, "acknowledge", "acknowledge", this::acknowledge));
        onSelection.add(tool(bar, "pause", "mute", this::mute));
        showLogs = tool(bar, "search", "logs", () -> logs.accept(AlertLogs.of(one())));
        showNode = tool(bar, "forward", "node", node);
        which = tool(bar, "filter", "open", this::which);
        tool(bar, "edit", "rule", this::create);
        SashForm sash = new SashForm(this, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(true, true).hint(RowTable.ANY_SIZE).applyTo(sash);
        upper = new Composite(sash, SWT.NONE);
        upper.setLayout(stack);
        nothing = new EmptyState(upper, "results-large", AlertText.get("none"), AlertText.get("none.text"));
        table = new RowTable<>(upper, SWT.MULTI, AlertText.get("alerts"), row -> row.alert().id(), columns(), settings);
        rules = new RulesTable(sash, alerts, settings);
        sash.setWeights(60, 40);
        stack.topControl = nothing;
        refresh = new Refresh<>(this, this::load, this::show);
        table.onSort(refresh::now);
        table.control().addListener(SWT.Selection, e -> enable());
        table.control().addListener(SWT.KeyDown, this::key);
        Progress.Registration live = alerts.onChange(refresh::live);
        addListener(SWT.Dispose, e -> live.close());
        label();
        enable();
        refresh.now();
    }

    private static Tool tool(ToolBar bar, String icon, String key, Runnable action) {
        Tool tool = new Tool(bar, icon, AlertText.get("tool." + key), action);
        tool.tip(AlertText.get("tip." + key));
        return tool;
    }

    private static List<Column<AlertRow>> columns() {
        return List.of(Column.<AlertRow>text("state", AlertText.get("state"), 120, row -> AlertText.get("state." + row.alert().state())).withIcon(row -> icon(row.alert())),
                Column.text("rule", AlertText.get("rule"), 140, row -> row.alert().rule()),
                Column.text("room", AlertText.get("room"), 150, row -> row.alert().room()),
                Column.text("causes", AlertText.get("causes"), 180, AlertRow::causes),
                Column.<AlertRow, java.time.Instant>value("opened", AlertText.get("opened"), 140, row -> row.alert().opened(), Formats::time),
                Column.<AlertRow, java.time.Instant>value("last", AlertText.get("last"), 140, row -> row.alert().last(), Formats::time),
                Column.<AlertRow, Long>value("count", AlertText.get("count"), 70, row -> row.alert().count(), Formats::number).rightAligned(),
                Column.text("told", AlertText.get("told"), 150, AlertRow::told),
                Column.text("evidence", AlertText.get("evidence"), 380, row -> row.alert().evidence()));
    }

    private static String icon(Alert alert) {
        return switch (alert.state()) {
            case OPEN -> "warning-small";
            case ACKNOWLEDGED -> "ok";
            case MUTED -> "paused";
            case OVER -> "offline";
        };
    }

    private Shown load() throws ProblemException {
        Comparator<AlertRow> order = table.order();
        Map<Long, List<Delivery>> told = delivery.deliveries(2 * MOST).stream().collect(Collectors.groupingBy(Delivery::alert));
        List<AlertRow> rows = new ArrayList<>(alerts.alerts(true, MOST).stream().filter(alert -> everything || alert.state() != Alert.State.OVER)
                .map(alert -> AlertRow.of(alert, fleet, told.getOrDefault(alert.id(), List.of()))).toList());
        if (order != null) {
            rows.sort(order);
        }
        return new Shown(rows, alerts.rules().stream().anyMatch(AlertRule::enabled));
    }

    private void show(Shown shown) {
        table.rows(shown.rows());
        nothing.text(AlertText.get(shown.anyRule() ? "none" : "off"), AlertText.get(shown.anyRule() ? "none.text" : "off.text"));
        Control top = shown.rows().isEmpty() ? nothing : table.control();
        if (top != stack.topControl) {
            stack.topControl = top;
            upper.layout();
        }
        enable();
    }

    private void enable() {
        List<AlertRow> selected = table.selection();
        onSelection.forEach(tool -> tool.enable(!selected.isEmpty()));
        showLogs.enable(selected.size() == 1);
        showNode.enable(selected.size() == 1 && !selected.getFirst().uuids().isEmpty());
    }

    private Alert one() {
        return table.selection().getFirst().alert();
    }

    private List<Long> ids() {
        return table.selection().stream().map(row -> row.alert().id()).toList();
    }

    private void key(Event event) {
        if ((event.stateMask & SWT.MODIFIER_MASK) != 0 || ids().isEmpty()) {
            return;
        }
        switch (event.character) {
            case 'a' -> acknowledge();
            case 'm' -> mute();
            default -> {
                return;
            }
        }
        event.doit = false;
    }

    private void acknowledge() {
        act(AlertText.get("tool.acknowledge"), alerts.acknowledge(ids()));
    }

    private void mute() {
        List<Long> ids = ids();
        Menu menu = new Menu(getShell(), SWT.POP_UP);
        MUTES.forEach((key, time) -> {
            MenuItem item = new MenuItem(menu, SWT.PUSH);
            item.setText(AlertText.get(key));
            item.addListener(SWT.Selection, e -> act(AlertText.get("tool.mute"), alerts.mute(ids, time)));
        });
        menu.addListener(SWT.Hide, e -> getDisplay().asyncExec(() -> {
            menu.dispose();
            if (!table.control().isDisposed()) {
                table.control().setFocus();
            }
        }));
        menu.setVisible(true);
    }

    /** What a key press does and another takes back is not asked about. */
    private void act(String name, Operation<Void> operation) {
        OperationJob.compute(getShell(), name, () -> operation.run(operation.plan(), Progress.none()), done -> refresh.now());
    }

    private void create() {
        RuleDialog.open(getShell(), "", "", rule -> rules.setFocus());
    }

    private void which() {
        everything = !everything;
        settings.put(EVERYTHING, everything);
        label();
        refresh.now();
    }

    private void label() {
        which.text(AlertText.get(everything ? "tool.open" : "tool.everything"));
    }

    RowTable<AlertRow> table() {
        return table;
    }

    RulesTable rules() {
        return rules;
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == nothing ? rules.setFocus() : table.control().setFocus();
    }
}
