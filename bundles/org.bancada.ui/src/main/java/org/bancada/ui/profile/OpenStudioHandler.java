package org.bancada.ui.profile;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.Problems;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;

/** Opens the model studio with the first of the selected nodes. */
public final class OpenStudioHandler extends NodesHandler {
    private static final String PERSPECTIVE = "org.bancada.app.models";

    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) {
        try {
            PlatformUI.getWorkbench().showPerspective(PERSPECTIVE, window);
            ((StudioView) window.getActivePage().showView(StudioView.ID)).probe(nodes.getFirst());
        } catch (WorkbenchException failed) {
            Problems.show(window.getShell(), failed);
        }
    }
}
