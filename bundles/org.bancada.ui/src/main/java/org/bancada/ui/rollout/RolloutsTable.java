package org.bancada.ui.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.bancada.core.Progress;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/** All rollouts, newest first, each with its state and how many nodes are done. */
public final class RolloutsTable extends Composite {
    private static final String BAR = "bar";
    private final Rollouts rollouts;
    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final RowTable<Rollout> table;
    private final Refresh<List<Rollout>> refresh;
    private String wanted = "";
    private boolean filled;

    /** @param start what the button of the empty screen does */
    public RolloutsTable(Composite parent, Rollouts rollouts, IDialogSettings settings, Runnable start) {
        super(parent, SWT.NONE);
        this.rollouts = rollouts;
        setLayout(stack);
        nothing = new EmptyState(this, "rollout-large", RolloutText.get("none"), RolloutText.get("none.text"));
        nothing.button(RolloutText.get("none.start"), start);
        table = new RowTable<>(this, SWT.SINGLE, RolloutText.get("rollouts"), Rollout::id, columns(), settings);
        table.control().addListener(SWT.PaintItem, this::bar);
        stack.topControl = table.control();
        refresh = new Refresh<>(this, this::load, this::show);
        table.onSort(refresh::now);
        Progress.Registration live = rollouts.onChange(changed -> refresh.live());
        addListener(SWT.Dispose, e -> live.close());
        refresh.now();
    }

    private static List<Column<Rollout>> columns() {
        return List.of(Column.<Rollout>text("image", RolloutText.get("image"), 170, Rollout::imageName).withIcon(r -> icon(r.state())),
                Column.text("state", RolloutText.get("state"), 110, r -> state(r.state())),
                Column.<Rollout>text(BAR, RolloutText.get("progress"), 130, r -> "").sortedBy(Comparator.comparingInt(r -> Tally.of(r).confirmed())),
                Column.<Rollout>text("counts", RolloutText.get("nodes"), 260, r -> Tally.of(r).text())
                        .sortedBy(Comparator.comparingInt(r -> Tally.of(r).total())),
                Column.value("started", RolloutText.get("started", Formats.zone()), 150, Rollout::started, Formats::time),
                Column.value("ended", RolloutText.get("ended"), 150, Rollout::ended, Formats::time),
                Column.text("selector", RolloutText.get("selector"), 170, Rollout::selector), Column.text("id", RolloutText.get("id"), 80, Rollout::id));
    }

    static String state(RolloutState state) {
        return RolloutText.get("rollout." + state.name());
    }

    static String icon(RolloutState state) {
        return switch (state) {
            case RUNNING -> "running";
            case PAUSED -> "paused";
            case COMPLETED -> "ok";
            case PARTIAL -> "warning-small";
            case STOPPED, HALTED -> "failed";
            case CANCELLED -> "cancelled";
            case ROLLED_BACK -> "rolledback";
        };
    }

    private void bar(Event event) {
        int column = event.index;
        int row = table.control().indexOf((org.eclipse.swt.widgets.TableItem) event.item);
        if (column < table.columns().size() && table.columns().get(column).id().equals(BAR) && row >= 0 && row < table.rows().size()) {
            int height = Math.min(12, event.height - 4);
            Rectangle area = new Rectangle(event.x + 2, event.y + (event.height - height) / 2, table.control().getColumn(column).getWidth() - 10,
                    height);
            TallyPainter.paint(event.gc, area, Tally.of(table.rows().get(row)), getDisplay());
        }
    }

    private List<Rollout> load() {
        List<Rollout> all = rollouts.list();
        Comparator<Rollout> order = table.order();
        return order == null ? all : all.stream().sorted(order).toList();
    }

    private void show(List<Rollout> all) {
        table.rows(all);
        if (!filled && !all.isEmpty()) {
            filled = true;
            table.select(Set.of(all.getFirst().id()));
        }
        if (all.stream().anyMatch(rollout -> rollout.id().equals(wanted))) {
            table.select(Set.of(wanted));
            wanted = "";
        }
        Control top = all.isEmpty() ? nothing : table.control();
        if (top != stack.topControl) {
            stack.topControl = top;
            layout();
        }
    }

    /** Selects a rollout, as soon as it is there. */
    void select(String id) {
        wanted = id;
        refresh.now();
    }

    public RowTable<Rollout> table() {
        return table;
    }

    @Override
    public boolean setFocus() {
        return stack.topControl.setFocus();
    }
}
