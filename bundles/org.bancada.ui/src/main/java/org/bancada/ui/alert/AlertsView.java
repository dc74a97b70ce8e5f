package org.bancada.ui.alert;

import java.util.List;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Alerts;
import org.bancada.fleet.Fleet;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.fleet.NodeView;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.bancada.ui.log.DiscoverView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What the alert rules found, and the rules. */
public final class AlertsView extends EngineView {
    public static final String ID = "org.bancada.ui.alert.alerts";

    @Override
    protected List<Class<?>> needs() {
        return List.of(Alerts.class, AlertDelivery.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        AlertsBody body = new AlertsBody(owner, engines.get(Alerts.class), engines.get(AlertDelivery.class), engines.get(Fleet.class), settings(),
                logs -> DiscoverView.look(getSite().getWorkbenchWindow(), logs.query(), logs.from(), logs.to()), () -> FleetCommands.show(getSite(), NodeView.ID));
        RowSelection selection = new RowSelection(body.table());
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        body.table().control().addListener(SWT.DefaultSelection, e -> FleetCommands.show(getSite(), NodeView.ID));
        return body;
    }
}
