package org.bancada.app.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The search over the logs takes the whole window. */
public final class LogsPerspective implements IPerspectiveFactory {
    static final String ID = "org.bancada.app.logs";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        IFolderLayout all = layout.createFolder("logs", IPageLayout.TOP, 1f, layout.getEditorArea());
        all.addView(Views.LOGS);
        all.addView(Views.ALERTS);
        all.addPlaceholder(Views.PROGRESS);
        all.addPlaceholder(Views.ERROR_LOG);
        FleetPerspective.shortcuts(layout);
    }
}
