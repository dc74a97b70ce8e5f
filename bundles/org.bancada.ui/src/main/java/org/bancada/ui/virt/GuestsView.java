package org.bancada.ui.virt;

import java.util.List;

import org.bancada.fleet.Fleet;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.fleet.NodesView;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.bancada.virt.Guests;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;

/** The guests of the nodes that are selected in another view. */
public final class GuestsView extends EngineView {
    public static final String ID = "org.bancada.ui.virt.guests";
    private GuestsTable body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Fleet.class, Guests.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new GuestsTable(owner, engines.get(Fleet.class), engines.get(Guests.class), settings());
        RowSelection selection = new RowSelection(body.table());
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection, body::fill);
        ISelectionListener follower = this::follow;
        getSite().getPage().addPostSelectionListener(follower);
        getSite().getPage().addSelectionListener(NodesView.ID, follower);
        body.addListener(SWT.Dispose, e -> {
            getSite().getPage().removePostSelectionListener(follower);
            getSite().getPage().removeSelectionListener(NodesView.ID, follower);
        });
        follow(null, getSite().getPage().getSelection(NodesView.ID));
        return body;
    }

    private void follow(IWorkbenchPart part, ISelection selected) {
        List<String> uuids = FleetCommands.uuids(selected);
        if (part != this && !uuids.isEmpty()) {
            body.show(uuids);
        }
    }
}
