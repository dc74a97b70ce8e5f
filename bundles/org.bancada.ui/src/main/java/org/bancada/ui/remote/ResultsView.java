package org.bancada.ui.remote;

import java.util.List;

import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** What came of commands on nodes: one row per node, the output of the selected one. */
public final class ResultsView extends EngineView {
    public static final String ID = "org.bancada.ui.remote.results";

    @Override
    protected List<Class<?>> needs() {
        return List.of(Sessions.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        Results results = new Results(owner, engines.get(Sessions.class), settings(),
                session -> session.action().start(getSite().getWorkbenchWindow(), session.failed()));
        RowSelection selection = new RowSelection(results.table());
        selects(selection);
        ViewMenus.context(getSite(), results.table(), selection);
        ViewMenus.keys(getSite(), results.table().control(), FleetCommands.KEYS);
        return results;
    }
}
