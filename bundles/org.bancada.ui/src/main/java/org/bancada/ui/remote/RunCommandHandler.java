package org.bancada.ui.remote;

import java.util.List;
import java.util.Map;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.Remote;
import org.bancada.remote.RemoteCommand;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.Kept;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Runs a command line or a script on nodes. */
public final class RunCommandHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        act(window, nodes, Map.of());
    }

    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes, Map<?, ?> parameters) throws ProblemException {
        Remote remote = Services.need(Remote.class);
        RunCommandDialog dialog = new RunCommandDialog(window.getShell(), nodes, Kept.section("remote.run"),
                parameters.get(FleetCommands.RUN_LINE) instanceof String proposed ? proposed : "");
        if (dialog.open() != RunCommandDialog.OK) {
            return;
        }
        Kept.save();
        RemoteCommand command = dialog.command();
        OperationJob.Wording wording = new OperationJob.Wording(command.line().lines().findFirst().orElse("").strip(), RemoteText.get("run.verb"));
        new RemoteAction(wording, remote.hostKeys(), (some, listener) -> remote.run(some, command, listener)).start(window, nodes);
    }
}
