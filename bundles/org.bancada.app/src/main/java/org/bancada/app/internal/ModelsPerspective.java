package org.bancada.app.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The machine models on the left, the studio beside them. */
public final class ModelsPerspective implements IPerspectiveFactory {
    static final String ID = "org.bancada.app.models";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(Views.MODELS, IPageLayout.LEFT, 0.2f, layout.getEditorArea());
        IFolderLayout studio = layout.createFolder("studio", IPageLayout.TOP, 1f, layout.getEditorArea());
        studio.addView(Views.STUDIO);
        studio.addPlaceholder(Views.PROGRESS);
        studio.addPlaceholder(Views.ERROR_LOG);
        FleetPerspective.shortcuts(layout);
    }
}
