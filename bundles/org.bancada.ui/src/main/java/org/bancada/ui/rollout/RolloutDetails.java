package org.bancada.ui.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Progress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** One rollout, live: where each node stands, since when, why, and what can be done. */
public final class RolloutDetails extends Composite {
    private final Rollouts rollouts;
    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final Composite content;
    private final RolloutHeader header;
    private final RowTable<RolloutRow> table;
    private final Refresh<Shown> refresh;
    private volatile String id = "";
    private Rollout rollout;

    private record Shown(Optional<Rollout> rollout, List<RolloutRow> rows) {
    }

    public RolloutDetails(Composite parent, Rollouts rollouts, RolloutActions actions, IDialogSettings settings) {
        super(parent, SWT.NONE);
        this.rollouts = rollouts;
        setLayout(stack);
        nothing = new EmptyState(this, "rollout-large", RolloutText.get("details.none"), RolloutText.get("details.none.text"));
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 6).applyTo(content);
        header = new RolloutHeader(content, action -> action.on(actions, rollout, selected()));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header);
        table = new RowTable<>(content, SWT.MULTI, RolloutText.get("details.nodes"), row -> row.node().uuid(), columns(), settings);
        GridDataFactory.fillDefaults().grab(true, true).hint(RowTable.ANY_SIZE).applyTo(table.control());
        stack.topControl = nothing;
        refresh = new Refresh<>(this, this::load, this::show);
        table.onSort(refresh::now);
        table.control().addListener(SWT.Selection, e -> header.selected(table.control().getSelectionCount()));
        Progress.Registration live = rollouts.onChange(changed -> {
            if (changed.id().equals(id)) {
                refresh.live();
            }
        });
        addListener(SWT.Dispose, e -> live.close());
    }

    private List<String> selected() {
        return table.selection().stream().map(row -> row.node().uuid()).toList();
    }

    private static List<Column<RolloutRow>> columns() {
        return List.of(Column.<RolloutRow>text("node", RolloutText.get("node"), 120, r -> r.node().name()).withIcon(r -> icon(r.node().state())),
                Column.<RolloutRow>text("state", RolloutText.get("state"), 125, r -> state(r.node().state()))
                        .sortedBy(Comparator.comparing(r -> r.node().state())),
                Column.value("since", RolloutText.get("since", Formats.zone()), 120, r -> r.node().since(), Formats::time),
                Column.<RolloutRow>text("share", RolloutText.get("share"), 55, RolloutDetails::percent)
                        .sortedBy(Comparator.comparingDouble(RolloutRow::share)).rightAligned(),
                Column.<RolloutRow, Long>value("bytes", RolloutText.get("bytes"), 95, r -> r.node().bytes(), b -> b == 0 ? "" : Formats.bytes(b))
                        .rightAligned(),
                Column.<RolloutRow, Long>value("speed", RolloutText.get("speed"), 95, r -> r.node().bytesPerSecond(), Formats::speed).rightAligned(),
                Column.text("reason", RolloutText.get("reason"), 260, r -> r.node().reason()),
                Column.text("next", RolloutText.get("next"), 200, r -> r.node().nextAction()),
                Column.<RolloutRow>text("place", RolloutText.get("place"), 180, r -> r.node().place().toString())
                        .sortedBy(Comparator.comparing(r -> r.node().place())),
                Column.<RolloutRow, Integer>value("wave", RolloutText.get("wave"), 55, r -> r.node().wave() + 1, Formats::number).rightAligned());
    }

    static String percent(RolloutRow row) {
        boolean nothingYet = row.node().bytes() == 0 && row.node().state().ordinal() < NodeRolloutState.FETCHING.ordinal();
        return nothingYet || row.node().state() == NodeRolloutState.SKIPPED ? "" : Formats.percent(row.share());
    }

    static String state(NodeRolloutState state) {
        return RolloutText.get("node." + state.name());
    }

    static String icon(NodeRolloutState state) {
        return switch (state) {
            case PENDING -> "pending";
            case WAKING, PREFLIGHT, FETCHING, VERIFYING -> "running";
            case STAGED, WAITING_IDLE -> "waiting";
            case ACTIVATED -> "activated";
            case CONFIRMED -> "ok";
            case FAILED -> "failed";
            case SKIPPED -> "cancelled";
            case ROLLED_BACK -> "rolledback";
        };
    }

    public RowTable<?> table() {
        return table;
    }

    /** Shows another rollout. */
    public void show(String wanted) {
        if (!wanted.equals(id)) {
            id = wanted;
            refresh.now();
        }
    }

    Rollout rollout() {
        return rollout;
    }

    private Shown load() {
        Optional<Rollout> found = rollouts.find(id);
        if (found.isEmpty()) {
            return new Shown(found, List.of());
        }
        List<RolloutRow> rows = found.get().nodes().stream().map(n -> new RolloutRow(n, found.get().imageBytes())).toList();
        Comparator<RolloutRow> order = table.order();
        return new Shown(found, order == null ? rows : rows.stream().sorted(order).toList());
    }

    private void show(Shown now) {
        rollout = now.rollout().orElse(null);
        now.rollout().ifPresent(header::show);
        table.rows(now.rows());
        Control top = rollout == null ? nothing : content;
        if (top != stack.topControl) {
            stack.topControl = top;
            layout(true, true);
        }
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == content ? table.control().setFocus() : nothing.setFocus();
    }
}
