package org.bancada.ui.fleet;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Progress;
import org.bancada.fleet.Change;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Report;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;

/** One node: what it is, its facts, what changed, its last report, and what can be done with it. */
public final class NodeDetails extends Composite {
    private static final int CHANGES = 500;
    private final Fleet fleet;
    private final StackLayout stack = new StackLayout();
    private final Composite content;
    private final EmptyState nothing;
    private final NodeHeader header;
    private final FactsTree facts;
    private final RowTable<Change> changes;
    private final CTabItem changesTab;
    private final Text report;
    private final Refresh<Details> refresh;
    private volatile String uuid = "";
    private Consumer<Node> shown = node -> {
    };
    private List<Change> all = List.of();

    private record Details(Optional<Node> node, List<Change> changes, Optional<Report> report) {
    }

    /** @param command runs one of the workbench's commands on the node */
    public NodeDetails(Composite parent, Fleet fleet, Consumer<String> command) {
        super(parent, SWT.NONE);
        this.fleet = fleet;
        setLayout(stack);
        nothing = new EmptyState(this, "node-large", FleetText.get("node.none"), FleetText.get("node.none.text"));
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 6).applyTo(content);
        header = new NodeHeader(content, command);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header);
        CTabFolder tabs = new CTabFolder(content, SWT.FLAT | SWT.TOP);
        GridDataFactory.fillDefaults().grab(true, true).hint(RowTable.ANY_SIZE).applyTo(tabs);
        facts = new FactsTree(tabs);
        tab(tabs, "node.facts", facts);
        changes = new RowTable<>(tabs, SWT.MULTI, FleetText.get("node.changes"), c -> c, changeColumns(), new DialogSettings("changes"));
        changes.onSort(() -> changes(all));
        changesTab = tab(tabs, "node.changes", changes.control());
        report = new Text(tabs, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL);
        report.setFont(JFaceResources.getTextFont());
        Accessibles.name(report, FleetText.get("node.report"));
        tab(tabs, "node.report", report);
        tabs.setSelection(0);
        stack.topControl = nothing;
        refresh = new Refresh<>(this, this::load, this::show);
        Progress.Registration live = fleet.onChange(uuids -> {
            if (uuids.contains(uuid)) {
                refresh.live();
            }
        });
        addListener(SWT.Dispose, e -> live.close());
    }

    private static CTabItem tab(CTabFolder tabs, String key, Control control) {
        CTabItem item = new CTabItem(tabs, SWT.NONE);
        item.setText(FleetText.get(key));
        item.setControl(control);
        return item;
    }

    private static List<Column<Change>> changeColumns() {
        return List.of(Column.value("when", FleetText.get("change.when", Formats.zone()), 170, Change::when, Formats::full),
                Column.text("fact", FleetText.get("change.fact"), 200, Change::fact),
                Column.text("before", FleetText.get("change.before"), 220, c -> value(c.fact(), c.before())),
                Column.text("after", FleetText.get("change.after"), 220, c -> value(c.fact(), c.after())));
    }

    private static String value(String fact, String value) {
        return value.isEmpty() ? FleetText.get("change.absent") : Formats.fact(fact, value);
    }

    /** Told which node is shown, again after each of its changes; null when it is gone. */
    public void onNode(Consumer<Node> listener) {
        shown = listener;
    }

    public void show(String wanted) {
        if (!wanted.equals(uuid)) {
            uuid = wanted;
            refresh.settled();
        }
    }

    private Details load() {
        String wanted = uuid;
        Optional<Node> node = fleet.node(wanted);
        return node.isEmpty() ? new Details(node, List.of(), Optional.empty())
                : new Details(node, fleet.history(wanted, CHANGES), fleet.lastReport(wanted));
    }

    private void show(Details details) {
        Control top = details.node().isEmpty() ? nothing : content;
        details.node().ifPresent(node -> {
            header.show(node);
            facts.show(node.facts());
            changes(details.changes());
            String body = details.report().map(NodeDetails::text).orElse(FleetText.get("node.noReport"));
            if (!body.equals(report.getText())) {
                report.setText(body);
            }
        });
        shown.accept(details.node().orElse(null));
        if (stack.topControl != top) {
            stack.topControl = top;
            layout(true, true);
        }
    }

    private void changes(List<Change> newest) {
        all = newest;
        changes.rows(changes.order() == null ? newest : newest.stream().sorted(changes.order()).toList());
        changesTab.setText(newest.isEmpty() ? FleetText.get("node.changes") : FleetText.get("node.changesCount", newest.size()));
    }

    private static String text(Report report) {
        return FleetText.get("node.reportHead", Formats.full(report.received()), report.remoteAddress()) + "\n\n" + report.body();
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == content ? facts.setFocus() : nothing.setFocus();
    }
}
