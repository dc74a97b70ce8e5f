package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.rollout.Rollouts;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** All rollouts. */
public final class RolloutsView extends EngineView {
    public static final String ID = "org.bancada.ui.rollout.rollouts";
    static final String START = "org.bancada.ui.rollout.start";
    private RolloutsTable body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Rollouts.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new RolloutsTable(owner, engines.get(Rollouts.class), settings(), () -> FleetCommands.execute(getSite(), START));
        RowSelection selection = new RowSelection(body.table());
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        body.table().control().addListener(SWT.DefaultSelection, e -> FleetCommands.show(getSite(), RolloutView.ID));
        return body;
    }

    /** Selects a rollout, which the view of one rollout then shows. */
    void select(String id) {
        if (hasBody()) {
            body.select(id);
        }
    }
}
