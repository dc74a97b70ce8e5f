package org.bancada.ui.rollout;

import java.util.List;
import java.util.Optional;

import org.bancada.core.Progress;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Refresh;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** One rollout as a map of the rooms, live: its sums and actions above, the chosen node beside. */
public final class Cockpit extends Composite {
    private final Rollouts rollouts;
    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final Composite content;
    private final RolloutHeader header;
    private final RoomMap map;
    private final Refresh<Optional<Rollout>> refresh;
    private final Refresh<Optional<NodeDetail>> detail;
    private volatile String id = "";
    private volatile String chosen = "";
    private volatile Rollout rollout;

    public Cockpit(Composite parent, Rollouts rollouts, RolloutActions actions) {
        super(parent, SWT.NONE);
        this.rollouts = rollouts;
        setLayout(stack);
        nothing = new EmptyState(this, "rollout-large", RolloutText.get("details.none"), RolloutText.get("map.none.text"));
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 6).applyTo(content);
        header = new RolloutHeader(content, action -> action.on(actions, rollout, List.of()));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header);
        SashForm sash = new SashForm(content, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).hint(300, 120).applyTo(sash);
        map = new RoomMap(sash);
        NodeCard card = new NodeCard(sash);
        sash.setWeights(3, 1);
        detail = new Refresh<>(card, this::detail, card::show);
        map.addSelectionChangedListener(e -> {
            RolloutRow row = e.getStructuredSelection().getFirstElement() instanceof RolloutRow selected ? selected : null;
            chosen = row == null ? "" : row.node().uuid();
            card.show(row);
            detail.settled();
        });
        stack.topControl = nothing;
        refresh = new Refresh<>(this, () -> rollouts.find(id), this::show);
        Progress.Registration live = rollouts.onChange(changed -> {
            if (changed.id().equals(id)) {
                refresh.live();
            }
        });
        addListener(SWT.Dispose, e -> live.close());
    }

    RoomMap map() {
        return map;
    }

    /** Shows another rollout. */
    public void show(String wanted) {
        if (!wanted.equals(id)) {
            id = wanted;
            refresh.now();
        }
    }

    private Optional<NodeDetail> detail() {
        Rollout now = rollout;
        return now == null || chosen.isEmpty() ? Optional.empty() : rollouts.detail(now, chosen);
    }

    Rollout rollout() {
        return rollout;
    }

    private void show(Optional<Rollout> now) {
        rollout = now.orElse(null);
        now.ifPresent(shown -> {
            header.show(shown);
            map.show(shown.nodes().stream().map(node -> new RolloutRow(node, shown.imageBytes())).toList());
        });
        detail.live();
        Control top = rollout == null ? nothing : content;
        if (top != stack.topControl) {
            stack.topControl = top;
            layout(true, true);
        }
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == content ? map.setFocus() : nothing.setFocus();
    }
}
