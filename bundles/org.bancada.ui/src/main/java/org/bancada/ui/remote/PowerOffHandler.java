package org.bancada.ui.remote;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.Remote;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Switches nodes off. */
public final class PowerOffHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        Remote remote = Services.need(Remote.class);
        OperationJob.Wording wording = new OperationJob.Wording(RemoteText.get("powerOff.name"), RemoteText.get("powerOff.verb"));
        new RemoteAction(wording, remote.hostKeys(), (some, listener) -> remote.powerOff(some)).start(window, nodes);
    }
}
