package org.bancada.ui.log;

import java.time.Instant;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.log.LogStore;
import org.bancada.log.SavedSearches;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.fleet.NodeView;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;

/** Searching the logs. */
public final class DiscoverView extends EngineView {
    public static final String ID = "org.bancada.ui.log.discover";
    private static final String PERSPECTIVE = "org.bancada.app.logs";
    private Discover body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(LogStore.class, SavedSearches.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new Discover(owner, engines.get(LogStore.class), engines.get(SavedSearches.class), settings());
        Fleet fleet = engines.get(Fleet.class);
        EventSelection selection = new EventSelection(body.table(), name -> fleet.node(name).map(Node::uuid));
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        body.table().control().addListener(SWT.DefaultSelection, e -> FleetCommands.show(getSite(), NodeView.ID));
        return body;
    }

    /** Shows the perspective of the logs with the events that match; for other parts of the program. */
    public static void look(IWorkbenchWindow window, String query, Instant from, Instant to) {
        try {
            PlatformUI.getWorkbench().showPerspective(PERSPECTIVE, window);
            DiscoverView view = (DiscoverView) window.getActivePage().showView(ID);
            if (view.body() != null) {
                view.body().look(query, from, to);
            }
        } catch (WorkbenchException failed) {
            Problems.show(window.getShell(), failed);
        }
    }

    /** Null until the engines are there. */
    Discover body() {
        return hasBody() ? body : null;
    }
}
