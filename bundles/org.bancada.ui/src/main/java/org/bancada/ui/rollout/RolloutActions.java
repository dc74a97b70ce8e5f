package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.fleet.Fleet;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.OperationJob;
import org.eclipse.swt.widgets.Shell;

/** What a person can do with a rollout; each shows its plan first. */
final class RolloutActions {
    private final Shell shell;
    private final Rollouts rollouts;
    private final Fleet fleet;

    RolloutActions(Shell shell, Rollouts rollouts, Fleet fleet) {
        this.shell = shell;
        this.rollouts = rollouts;
        this.fleet = fleet;
    }

    void pause(Rollout rollout) {
        ask("PAUSE", rollouts.pause(rollout));
    }

    void resume(Rollout rollout) {
        ask("RESUME", rollouts.resume(rollout));
    }

    void retry(Rollout rollout) {
        ask("RETRY", rollouts.retry(rollout));
    }

    void cancel(Rollout rollout) {
        ask("CANCEL", rollouts.cancel(rollout));
    }

    void halt(Rollout rollout) {
        ask("HALT", rollouts.halt(rollout));
    }

    /** @param selected UUIDs; fewer than two mean every node that has the new image */
    void rollback(Rollout rollout, List<String> selected) {
        List<String> wanted = selected.size() > 1 ? selected
                : rollout.nodes().stream().filter(n -> n.state() == NodeRolloutState.FAILED || n.state() == NodeRolloutState.CONFIRMED)
                        .map(NodeProgress::uuid).toList();
        rollbackExactly(rollout, wanted);
    }

    /** @param uuids the nodes, however many */
    void rollbackExactly(Rollout rollout, List<String> uuids) {
        OperationJob.compute(shell, RolloutText.get("finding"), () -> FleetCommands.nodes(fleet, uuids),
                (List<Node> nodes) -> ask("ROLLBACK", rollouts.rollback(rollout, nodes)));
    }

    private void ask(String action, Operation<Rollout> operation) {
        OperationJob.ask(shell, new OperationJob.Wording(RolloutText.get("job." + action), RolloutText.get("verb." + action)), operation, done -> {
        });
    }
}
