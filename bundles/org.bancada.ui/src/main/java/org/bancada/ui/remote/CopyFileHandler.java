package org.bancada.ui.remote;

import java.nio.file.Path;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.Remote;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.Kept;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Copies one local file to nodes. */
public final class CopyFileHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        Remote remote = Services.need(Remote.class);
        CopyFileDialog dialog = new CopyFileDialog(window.getShell(), nodes.size(), Kept.section("remote.copy"));
        if (dialog.open() == CopyFileDialog.OK) {
            Kept.save();
            Path file = dialog.file();
            String destination = dialog.destination();
            OperationJob.Wording wording = new OperationJob.Wording(RemoteText.get("copyFile.name", file.getFileName(), destination),
                    RemoteText.get("copyFile.verb"));
            new RemoteAction(wording, remote.hostKeys(), (some, listener) -> remote.copy(some, file, destination, listener)).start(window, nodes);
        }
    }
}
