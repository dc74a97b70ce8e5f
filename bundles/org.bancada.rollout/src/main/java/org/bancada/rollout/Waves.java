package org.bancada.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.Node;
import org.bancada.core.NodeState;

/** Usual ways to cut the targets of a rollout into waves. */
public final class Waves {

    private Waves() {
    }

    /** First {@code canaries} nodes, then all others. */
    public static List<List<Node>> canary(List<Node> targets, int canaries) {
        List<Node> first = canaries(targets, canaries);
        return waves(List.of(first, without(targets, first)));
    }

    /** First {@code canaries} nodes, then room after room in the order of the targets. */
    public static List<List<Node>> rooms(List<Node> targets, int canaries) {
        List<Node> first = canaries(targets, canaries);
        Map<List<String>, List<Node>> rooms = new LinkedHashMap<>();
        for (Node node : without(targets, first)) {
            rooms.computeIfAbsent(node.place().parts().subList(0, 3), room -> new ArrayList<>()).add(node);
        }
        List<List<Node>> waves = new ArrayList<>(List.of(first));
        waves.addAll(rooms.values());
        return waves(waves);
    }

    /** One node of each model before a second of any, those that are on before those that are not: a canary that is off says nothing. */
    private static List<Node> canaries(List<Node> targets, int count) {
        Map<String, List<Node>> models = new LinkedHashMap<>();
        for (NodeState state : new NodeState[] {NodeState.ONLINE, NodeState.NEW, NodeState.OFFLINE}) {
            targets.stream().filter(n -> n.state() == state)
                    .forEach(n -> models.computeIfAbsent(n.vendor() + '\n' + n.model(), model -> new ArrayList<>()).add(n));
        }
        List<Node> chosen = new ArrayList<>();
        for (int round = 0; chosen.size() < Math.min(count, targets.size()); round++) {
            for (List<Node> model : models.values()) {
                if (round < model.size() && chosen.size() < count) {
                    chosen.add(model.get(round));
                }
            }
        }
        return chosen;
    }

    private static List<Node> without(List<Node> targets, List<Node> some) {
        return targets.stream().filter(n -> !some.contains(n)).toList();
    }

    private static List<List<Node>> waves(List<List<Node>> waves) {
        return waves.stream().filter(wave -> !wave.isEmpty()).toList();
    }
}
