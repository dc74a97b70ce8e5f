package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Registration;

/** Registers nodes again with other places, names or addresses. */
final class PlaceNodes implements Operation<Integer> {
    private final Fleet fleet;
    private final List<Node> nodes;
    private final List<Registration> wanted;

    /** @param wanted one per node, in the same order */
    PlaceNodes(Fleet fleet, List<Node> nodes, List<Registration> wanted) {
        this.fleet = fleet;
        this.nodes = nodes;
        this.wanted = wanted;
    }

    @Override
    public Plan plan() {
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.LeftOut> same = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Registration after = wanted.get(i);
            if (nodes.size() > 1 && after.place().equals(node.place())) {
                same.add(new Plan.LeftOut(node.name(), FleetText.get("edit.same")));
            } else {
                String before = node.place().isUnknown() ? FleetText.get("places.unknown") : node.place().toString();
                steps.add(new Plan.Step(node.name(), FleetText.get("edit.step", before, after.place().toString())));
            }
        }
        return new Plan(FleetText.get("edit.plan", steps.size()), steps, same, List.of());
    }

    @Override
    public Integer run(Plan plan, Progress progress) throws ProblemException {
        fleet.register(wanted);
        return wanted.size();
    }
}
