package org.bancada.ui.diagnosis;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.Problems;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;

/** Says why the first of the selected nodes is not OK. */
public final class WhyHandler extends NodesHandler {

    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) {
        try {
            ((WhyView) window.getActivePage().showView(WhyView.ID)).show(nodes.getFirst());
        } catch (PartInitException failed) {
            Problems.show(window.getShell(), failed);
        }
    }
}
