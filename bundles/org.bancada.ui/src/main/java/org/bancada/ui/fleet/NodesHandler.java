package org.bancada.ui.fleet;

import java.util.List;
import java.util.Map;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command on the nodes that are selected, whatever shows them: the table, a room, a result, a rollout. */
public abstract class NodesHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        List<String> uuids = FleetCommands.uuids(HandlerUtil.getCurrentSelection(event));
        Map<?, ?> parameters = event.getParameters();
        OperationJob.compute(window.getShell(), FleetText.get("finding"),
                () -> FleetCommands.nodes(Services.need(Fleet.class), uuids), nodes -> {
                    try {
                        if (!nodes.isEmpty()) {
                            act(window, nodes, parameters);
                        }
                    } catch (org.bancada.core.ProblemException problem) {
                        Problems.show(window.getShell(), problem);
                    }
                });
        return null;
    }

    /** @param parameters of the command, by their ids */
    protected void act(IWorkbenchWindow window, List<Node> nodes, Map<?, ?> parameters) throws org.bancada.core.ProblemException {
        act(window, nodes);
    }

    /** @param nodes at least one, as the fleet knows them now */
    protected abstract void act(IWorkbenchWindow window, List<Node> nodes) throws org.bancada.core.ProblemException;
}
