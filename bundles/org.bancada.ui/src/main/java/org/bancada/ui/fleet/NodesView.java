package org.bancada.ui.fleet;

import java.util.List;

import org.bancada.collector.Collector;
import org.bancada.core.DataFolder;
import org.bancada.fleet.Fleet;
import org.bancada.profile.Models;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.ISelectionListener;

/** The nodes as a table; follows the selection of places. */
public final class NodesView extends EngineView {
    public static final String ID = "org.bancada.ui.fleet.nodes";
    private NodesTable body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Fleet.class, Collector.class, DataFolder.class, Models.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new NodesTable(owner, engines.get(Fleet.class), new NodeModels(engines.get(Models.class)), settings());
        body.whenEmpty(new EmptyFleet(body, engines.get(Collector.class), engines.get(DataFolder.class), getSite()));
        RowSelection selection = new RowSelection(body.table());
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        ViewMenus.keys(getSite(), body.table().control(), FleetCommands.KEYS);
        body.table().control().addListener(SWT.DefaultSelection, e -> FleetCommands.show(getSite(), NodeView.ID));
        ISelectionListener places = (part, selected) -> follow(selected);
        getSite().getPage().addSelectionListener(PlacesView.ID, places);
        body.addListener(SWT.Dispose, e -> getSite().getPage().removeSelectionListener(PlacesView.ID, places));
        follow(getSite().getPage().getSelection(PlacesView.ID));
        return body;
    }

    private void follow(ISelection selected) {
        if (selected instanceof IStructuredSelection some) {
            body.places(some.stream().filter(PlaceItem.class::isInstance).map(PlaceItem.class::cast).toList());
        }
    }

    /** The table, for the commands of this view; null until the engines are there. */
    NodesTable body() {
        return hasBody() ? body : null;
    }
}
