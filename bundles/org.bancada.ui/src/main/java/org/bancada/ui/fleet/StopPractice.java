package org.bancada.ui.fleet;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.practice.PracticeLab;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.bancada.ui.kit.Services;

/** Ends the practice lab and takes its nodes out of the fleet: nothing of it stays behind. */
final class StopPractice implements Operation<Integer> {
    private List<String> uuids = List.of();
    private Operation<Void> lab;

    @Override
    public Plan plan() throws ProblemException {
        PracticeLab practice = Services.need(PracticeLab.class);
        uuids = practice.status().stream().map(PracticeNode::uuid).toList();
        lab = practice.stop();
        return lab.plan();
    }

    @Override
    public Integer run(Plan plan, Progress progress) throws ProblemException {
        lab.run(plan, progress);
        Fleet fleet = Services.need(Fleet.class);
        List<Node> nodes = FleetCommands.nodes(fleet, uuids);
        HostKeys keys = Services.need(Remote.class).hostKeys();
        for (Node node : nodes) {
            keys.forget(node);
        }
        if (!nodes.isEmpty()) {
            Operation<Integer> remove = fleet.remove(nodes);
            remove.run(remove.plan(), Progress.none());
        }
        return nodes.size();
    }
}
