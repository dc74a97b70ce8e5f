package org.bancada.ui.metrics;

import java.util.List;

import org.bancada.fleet.Fleet;
import org.bancada.metrics.Metrics;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Readings over time. */
public final class ChartsView extends EngineView {
    public static final String ID = "org.bancada.ui.metrics.charts";
    private Charts body;
    private List<String> wanted;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Metrics.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new Charts(owner, engines.get(Fleet.class), engines.get(Metrics.class), settings());
        if (wanted != null) {
            body.look(wanted);
            wanted = null;
        }
        return body;
    }

    /** Shows these nodes, as soon as the engines are there. */
    void look(List<String> uuids) {
        if (hasBody()) {
            body.look(uuids);
        } else {
            wanted = uuids;
        }
    }
}
