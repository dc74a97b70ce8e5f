package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.fleet.Fleet;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The nodes of the rollout that is selected in the list. */
public final class RolloutView extends EngineView implements RolloutShown {
    public static final String ID = "org.bancada.ui.rollout.details";
    private RolloutDetails body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Rollouts.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        Rollouts rollouts = engines.get(Rollouts.class);
        body = new RolloutDetails(owner, rollouts, new RolloutActions(getSite().getShell(), rollouts, engines.get(Fleet.class)), settings());
        RowSelection selection = new RowSelection(body.table());
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        ChosenRollout.follow(getSite().getPage(), body, body::show);
        return body;
    }

    @Override
    public Rollout rollout() {
        return hasBody() ? body.rollout() : null;
    }
}
