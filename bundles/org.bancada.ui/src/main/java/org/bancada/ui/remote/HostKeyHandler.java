package org.bancada.ui.remote;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Shows the host keys of nodes: what is pinned, what they present now. */
public final class HostKeyHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        HostKeys keys = Services.need(Remote.class).hostKeys();
        OperationJob.compute(window.getShell(), RemoteText.get("hostkey.checking"), () -> HostKeyGate.check(keys, nodes), checked -> {
            HostKeyDialog dialog = new HostKeyDialog(window.getShell(), checked, false);
            if (dialog.open() == HostKeyDialog.OK && !dialog.accepted().isEmpty()) {
                HostKeyGate.pin(window.getShell(), keys, dialog.accepted(), () -> {
                });
            }
        });
    }
}
