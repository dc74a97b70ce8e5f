package org.bancada.fleet.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Forgets nodes with their facts and history. A node that goes on reporting comes back, without them. */
final class RemoveNodes implements Operation<Integer> {
    private static final Messages TEXT = Messages.beside(RemoveNodes.class);

    private final Inventory inventory;
    private final Roster roster;
    private final List<Node> nodes;

    RemoveNodes(Inventory inventory, Roster roster, List<Node> nodes) {
        this.inventory = inventory;
        this.roster = roster;
        this.nodes = List.copyOf(nodes);
    }

    @Override
    public Plan plan() {
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.LeftOut> leftOut = new ArrayList<>();
        for (Node node : nodes) {
            if (roster.uuid(node.uuid()).isPresent()) {
                steps.add(new Plan.Step(node.name(), TEXT.text("remove.step")));
            } else {
                leftOut.add(new Plan.LeftOut(node.name(), TEXT.text("remove.unknown")));
            }
        }
        List<String> losses = steps.isEmpty() ? List.of() : List.of(TEXT.text("remove.loss", steps.size()));
        return new Plan(TEXT.text("remove.title", steps.size()), steps, leftOut, losses);
    }

    @Override
    public Integer run(Plan plan, Progress progress) throws ProblemException {
        progress.begin(plan.title(), nodes.size());
        progress.check();
        List<NodeEntry> known = nodes.stream().map(n -> roster.uuid(n.uuid())).flatMap(Optional::stream).distinct().toList();
        inventory.forget(known);
        progress.worked(nodes.size());
        return known.size();
    }
}
