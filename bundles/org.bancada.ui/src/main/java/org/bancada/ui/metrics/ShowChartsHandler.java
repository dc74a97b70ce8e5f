package org.bancada.ui.metrics;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.Problems;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;

/** Shows what was measured on the chosen nodes, or on those of the chosen places. */
public final class ShowChartsHandler extends NodesHandler {

    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) {
        try {
            ((ChartsView) window.getActivePage().showView(ChartsView.ID)).look(nodes.stream().map(Node::uuid).toList());
        } catch (PartInitException failed) {
            Problems.show(window.getShell(), failed);
        }
    }
}
