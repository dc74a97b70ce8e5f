package org.bancada.ui.log;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.log.LogStore;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.fleet.NodeView;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Searching the logs. */
public final class DiscoverView extends EngineView {
    public static final String ID = "org.bancada.ui.log.discover";
    private Discover body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(LogStore.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new Discover(owner, engines.get(LogStore.class), settings());
        Fleet fleet = engines.get(Fleet.class);
        EventSelection selection = new EventSelection(body.table(), name -> fleet.node(name).map(Node::uuid));
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        body.table().control().addListener(SWT.DefaultSelection, e -> FleetCommands.show(getSite(), NodeView.ID));
        return body;
    }

    /** Null until the engines are there. */
    Discover body() {
        return hasBody() ? body : null;
    }
}
