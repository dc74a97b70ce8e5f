package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.fleet.Fleet;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The rollout that is selected in the list, as a map of the rooms. */
public final class CockpitView extends EngineView implements RolloutShown {
    public static final String ID = "org.bancada.ui.rollout.map";
    private Cockpit body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Rollouts.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        Rollouts rollouts = engines.get(Rollouts.class);
        body = new Cockpit(owner, rollouts, new RolloutActions(getSite().getShell(), rollouts, engines.get(Fleet.class)));
        selects(body.map());
        ViewMenus.context(getSite(), body.map(), body.map());
        ChosenRollout.follow(getSite().getPage(), body, body::show);
        return body;
    }

    @Override
    public Rollout rollout() {
        return hasBody() ? body.rollout() : null;
    }
}
