package org.bancada.rollout.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.Plan;
import org.bancada.image.Image;
import org.bancada.rollout.RolloutOptions;

/** Which of the nodes that were asked for can take part, judged by what is known without asking them. */
final class Eligibility {
    private final RolloutEngine engine;
    private final Image image;

    Eligibility(RolloutEngine engine, Image image) {
        this.engine = engine;
        this.image = image;
    }

    /** @param waves each node with its wave, in the order of the waves; {@code leftOut} the others, each with the reason */
    record Choice(Map<Node, Integer> waves, List<Plan.LeftOut> leftOut) {
    }

    /** Nodes that no wave names come last. */
    Choice choose(List<Node> targets, RolloutOptions options) {
        Map<String, Node> asked = new LinkedHashMap<>();
        targets.forEach(node -> asked.putIfAbsent(node.uuid(), node));
        List<List<Node>> waves = new ArrayList<>(options.waves());
        waves.add(targets);
        Map<Node, Integer> chosen = new LinkedHashMap<>();
        List<Plan.LeftOut> leftOut = new ArrayList<>();
        int number = 0;
        for (List<Node> wave : waves) {
            boolean used = false;
            for (Node member : wave) {
                Node node = asked.remove(member.uuid());
                if (node == null) {
                    continue;
                }
                Optional<String> against = against(node);
                if (against.isPresent()) {
                    leftOut.add(new Plan.LeftOut(node.name(), against.get()));
                } else {
                    chosen.put(node, number);
                    used = true;
                }
            }
            number += used ? 1 : 0;
        }
        return new Choice(chosen, leftOut);
    }

    private Optional<String> against(Node node) {
        if (node.address().isEmpty()) {
            return reason("out.address");
        }
        if (engine.remote().hostKeys().pinned(node).isEmpty()) {
            return reason("out.key");
        }
        if (!node.model().isEmpty() && !image.models().isEmpty() && !image.models().contains(node.model())) {
            return reason("out.model", node.model());
        }
        if (node.facts().text("image." + image.id() + ".file").filter(image.sha256()::equals).isPresent()) {
            return reason("out.active");
        }
        return engine.busyWith(node.uuid(), "").map(other -> Texts.TEXT.text("out.busy", Long.toString(other.row().id())));
    }

    private static Optional<String> reason(String key, Object... arguments) {
        return Optional.of(Texts.TEXT.text(key, arguments));
    }
}
