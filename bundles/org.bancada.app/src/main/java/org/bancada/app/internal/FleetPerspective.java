package org.bancada.app.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Places on the left, their nodes in the middle, below them what one node says and what commands answered. */
public final class FleetPerspective implements IPerspectiveFactory {
    static final String ID = "org.bancada.app.fleet";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(Views.PLACES, IPageLayout.LEFT, 0.2f, layout.getEditorArea());
        layout.addView(Views.NODES, IPageLayout.TOP, 0.58f, layout.getEditorArea());
        IFolderLayout details = layout.createFolder("details", IPageLayout.BOTTOM, 0.58f, Views.NODES);
        details.addView(Views.NODE);
        details.addView(Views.RESULTS);
        details.addPlaceholder(Views.WHY);
        details.addPlaceholder(Views.GUESTS);
        details.addPlaceholder(Views.ALERTS);
        details.addPlaceholder(Views.CHARTS);
        details.addPlaceholder(Views.PROGRESS);
        details.addPlaceholder(Views.ERROR_LOG);
        shortcuts(layout);
    }

    static void shortcuts(IPageLayout layout) {
        for (String view : new String[] {Views.PLACES, Views.NODES, Views.NODE, Views.RESULTS, Views.WHY, Views.GUESTS, Views.IMAGES, Views.ROLLOUTS,
                Views.ROLLOUT, Views.MAP, Views.THROUGHPUT, Views.MODELS, Views.STUDIO, Views.LOGS, Views.ALERTS, Views.CHARTS, Views.PROGRESS,
                Views.ERROR_LOG}) {
            layout.addShowViewShortcut(view);
        }
        layout.addPerspectiveShortcut(FleetPerspective.ID);
        layout.addPerspectiveShortcut(RolloutsPerspective.ID);
        layout.addPerspectiveShortcut(ModelsPerspective.ID);
        layout.addPerspectiveShortcut(LogsPerspective.ID);
    }
}
