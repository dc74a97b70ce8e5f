package org.bancada.cli.internal.verbs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;

/** Rollouts as programs see them. */
final class RolloutDocuments {
    private RolloutDocuments() {
    }

    static Rollout find(String id, Invocation invocation) throws ProblemException {
        return invocation.engines().get(Rollouts.class).find(id).orElseThrow(() -> new ProblemException(
                new Problem(Words.text(invocation, "rollout.unknown"), id, Words.text(invocation, "rollout.unknown.cure"))));
    }

    static Map<String, Object> summary(Rollout rollout) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", rollout.id());
        document.put("image", rollout.imageName());
        document.put("sha256", rollout.image());
        document.put("selector", rollout.selector());
        document.put("state", Words.word(rollout.state()));
        document.put("started", rollout.started());
        document.put("ended", rollout.ended());
        document.put("bytes", rollout.imageBytes());
        Map<String, Object> counts = new LinkedHashMap<>();
        rollout.counts().forEach((state, count) -> counts.put(state.word(), count));
        document.put("counts", counts);
        return document;
    }

    static Map<String, Object> whole(Rollout rollout) {
        Map<String, Object> document = summary(rollout);
        List<Map<String, Object>> nodes = rollout.nodes().stream().map(RolloutDocuments::node).toList();
        document.put("nodes", nodes);
        return document;
    }

    static Map<String, Object> node(NodeProgress node) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", node.name());
        document.put("uuid", node.uuid());
        document.put("place", node.place().toString());
        document.put("state", node.state().word());
        document.put("since", node.since());
        document.put("reason", node.reason());
        document.put("nextAction", node.nextAction());
        document.put("bytes", node.bytes());
        document.put("bytesPerSecond", node.bytesPerSecond());
        document.put("wave", node.wave());
        return document;
    }
}
