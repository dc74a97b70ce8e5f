package org.bancada.studio.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.Plan;
import org.bancada.profile.FirmwareDrift;
import org.bancada.profile.Library;
import org.bancada.profile.NodeModel;
import org.bancada.remote.ScriptRun;

/** Which firmware settings are to be set on which node: those that have drifted, as the nodes' last reports tell. */
final class FirmwareRun {
    /** A new report afterwards, so that the fleet does not go on showing what was set. */
    private static final String LINE = "firmware && { report >/dev/null 2>&1 || :; }";

    private FirmwareRun() {
    }

    static ScriptRun of(List<Node> nodes, Library library) {
        List<ScriptRun.Call> calls = new ArrayList<>();
        List<Plan.LeftOut> left = new ArrayList<>();
        for (Node node : nodes) {
            NodeModel model = NodeModel.of(node.facts(), library);
            if (model.profile().isEmpty()) {
                left.add(new Plan.LeftOut(node.name(), model.problem().map(problem -> problem.what()).orElse(Texts.text("left.model", node.model()))));
            } else if (model.drifted().isEmpty()) {
                left.add(new Plan.LeftOut(node.name(), Texts.text("left.drift")));
            } else {
                calls.add(new ScriptRun.Call(node, LINE, settings(model.drifted()).getBytes(StandardCharsets.UTF_8), model.drifted().stream()
                        .map(drift -> Texts.text("firmware.step", drift.key(), drift.actual(), drift.wanted())).collect(Collectors.joining(", "))));
            }
        }
        return new ScriptRun(Texts.text("firmware.title"), "model firmware", calls, left, List.of(Texts.text("firmware.loss")));
    }

    private static String settings(List<FirmwareDrift> drifted) {
        return drifted.stream().map(drift -> drift.key() + "=" + drift.wanted() + "\n").collect(Collectors.joining());
    }
}
