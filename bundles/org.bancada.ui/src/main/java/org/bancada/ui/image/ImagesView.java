package org.bancada.ui.image;

import java.util.List;

import org.bancada.image.Images;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The catalogue of base images. */
public final class ImagesView extends EngineView {
    private static final String KEYS = "org.bancada.ui.images";
    private static final String IMPORT = "org.bancada.ui.rollout.importImage";
    private static final String START = "org.bancada.ui.rollout.start";

    @Override
    protected List<Class<?>> needs() {
        return List.of(Images.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        ImagesTable body = new ImagesTable(owner, engines.get(Images.class), settings(), () -> FleetCommands.execute(getSite(), IMPORT));
        RowSelection selection = new RowSelection(body.table());
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        ViewMenus.keys(getSite(), body.table().control(), KEYS);
        body.table().control().addListener(SWT.DefaultSelection, e -> FleetCommands.execute(getSite(), START));
        return body;
    }
}
