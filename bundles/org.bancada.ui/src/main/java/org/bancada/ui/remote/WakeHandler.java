package org.bancada.ui.remote;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.remote.Remote;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Sends the wake-up packet to nodes. */
public final class WakeHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        Remote remote = Services.need(Remote.class);
        Fleet fleet = Services.need(Fleet.class);
        OperationJob.Wording wording = new OperationJob.Wording(RemoteText.get("wake.name"), RemoteText.get("wake.verb"));
        new RemoteAction(wording, null, (some, listener) -> remote.wake(some, fleet.nodes())).start(window, nodes);
    }
}
