package org.bancada.ui.remote;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/**
 * Something that can be done on nodes, and done again on those where it failed.
 *
 * @param wording its name in the results, and the verb on the plan's button
 * @param keys asked about before anything else; null for an action that needs no login, such as waking
 * @param operation makes the operation for some nodes and a listener
 */
record RemoteAction(OperationJob.Wording wording, HostKeys keys,
        BiFunction<List<Node>, OutputListener, Operation<Outcome>> operation) {

    /** Asks about unknown host keys, shows the plan, runs it, and shows the results as they come. UI thread. */
    void start(IWorkbenchWindow window, List<Node> nodes) {
        if (keys == null) {
            ask(window, nodes);
        } else {
            HostKeyGate.pass(window.getShell(), keys, nodes, () -> ask(window, nodes));
        }
    }

    private void ask(IWorkbenchWindow window, List<Node> nodes) {
        Sessions sessions;
        try {
            sessions = Services.need(Sessions.class);
        } catch (ProblemException absent) {
            Problems.show(window.getShell(), absent);
            return;
        }
        Session session = new Session(this, Instant.now(), nodes, sessions::changed);
        OperationJob.ask(window.getShell(), wording, operation.apply(nodes, session), (plan, cancel) -> {
            session.running(plan, cancel);
            sessions.add(session);
            FleetCommands.show(window.getActivePage(), ResultsView.ID);
        }, session::over, session::stopped);
    }
}
