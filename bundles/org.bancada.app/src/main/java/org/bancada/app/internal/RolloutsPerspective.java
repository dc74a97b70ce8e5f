package org.bancada.app.internal;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Images on the left, rollouts in the middle, below them the nodes of one rollout. */
public final class RolloutsPerspective implements IPerspectiveFactory {
    static final String ID = "org.bancada.app.rollouts";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        layout.addView(Views.IMAGES, IPageLayout.LEFT, 0.28f, layout.getEditorArea());
        layout.addView(Views.ROLLOUTS, IPageLayout.TOP, 0.4f, layout.getEditorArea());
        IFolderLayout details = layout.createFolder("details", IPageLayout.BOTTOM, 0.4f, Views.ROLLOUTS);
        details.addView(Views.ROLLOUT);
        details.addView(Views.MAP);
        details.addView(Views.THROUGHPUT);
        details.addPlaceholder(Views.RESULTS);
        details.addPlaceholder(Views.PROGRESS);
        details.addPlaceholder(Views.ERROR_LOG);
        FleetPerspective.shortcuts(layout);
    }
}
