package org.bancada.ui.fleet;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Forgets nodes, after showing what is lost. */
public final class RemoveNodesHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        OperationJob.ask(window.getShell(), new OperationJob.Wording(FleetText.get("remove.name"), FleetText.get("remove.verb")),
                Services.need(Fleet.class).remove(nodes), removed -> {
                });
    }
}
