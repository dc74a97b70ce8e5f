package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The rollout that is selected in the list, over time. */
public final class ThroughputView extends EngineView {
    public static final String ID = "org.bancada.ui.rollout.throughput";

    @Override
    protected List<Class<?>> needs() {
        return List.of(Rollouts.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        ThroughputChart body = new ThroughputChart(owner, engines.get(Rollouts.class));
        ChosenRollout.follow(getSite().getPage(), body, body::show);
        return body;
    }
}
