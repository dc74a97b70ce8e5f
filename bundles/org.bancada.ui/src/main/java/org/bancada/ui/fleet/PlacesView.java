package org.bancada.ui.fleet;

import java.util.List;

import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The places as a tree; what is selected here narrows the table of nodes. */
public final class PlacesView extends EngineView {
    public static final String ID = "org.bancada.ui.fleet.places";

    @Override
    protected List<Class<?>> needs() {
        return List.of(Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        PlacesTree tree = new PlacesTree(owner, engines.get(Fleet.class));
        selects(tree.viewer());
        ViewMenus.context(getSite(), tree.viewer().getTree(), tree.viewer());
        return tree;
    }
}
