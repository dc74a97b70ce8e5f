package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.Table;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;

/** All that is known of one node of a rollout. */
final class RolloutNodeText {
    private final Invocation invocation;

    RolloutNodeText(Invocation invocation) {
        this.invocation = invocation;
    }

    /** @param nameOrUuid of a node that takes part */
    void show(Rollout rollout, String nameOrUuid, boolean json) throws ProblemException, IOException {
        Rollouts rollouts = invocation.engines().get(Rollouts.class);
        NodeDetail detail = rollout.nodes().stream().filter(node -> node.name().equalsIgnoreCase(nameOrUuid) || node.uuid().equalsIgnoreCase(nameOrUuid))
                .findFirst().flatMap(node -> rollouts.detail(rollout, node.uuid())).orElseThrow(() -> new ProblemException(new Problem(
                        Words.text(invocation, "rollout.node.unknown", rollout.id()), nameOrUuid, Words.text(invocation, "rollout.node.unknown.cure", rollout.id()))));
        if (json) {
            new Json(invocation.terminal().out()).print(document(detail));
        } else {
            print(detail);
        }
    }

    private void print(NodeDetail detail) {
        NodeProgress node = detail.progress();
        Table facts = new Table(Words.text(invocation, "column.name"), node.name());
        facts.row(Words.text(invocation, "column.place"), Words.orDash(node.place().toString()));
        facts.row(Words.text(invocation, "column.state"), node.state().word() + (detail.gateway() ? ", " + Words.text(invocation, "rollout.node.gateway") : ""));
        facts.row(Words.text(invocation, "outcome.reason"), Words.orDash((node.reason() + " " + node.nextAction()).strip()));
        facts.row(Words.text(invocation, "rollout.node.pieces"), Words.text(invocation, "rollout.node.pieces.of", detail.pieces(), detail.piecesTotal(), detail.percent()));
        facts.row(Words.text(invocation, "column.bytes"), Sizes.text(node.bytes(), invocation.locale()));
        facts.row(Words.text(invocation, "column.speed"), node.bytesPerSecond() > 0 ? Sizes.text(node.bytesPerSecond(), invocation.locale()) + "/s" : "-");
        facts.row(Words.text(invocation, "column.left"), detail.timeLeft().map(RolloutBoard::clock).orElse("-"));
        facts.row(Words.text(invocation, "rollout.node.peers"), peers(detail));
        facts.row(Words.text(invocation, "rollout.node.connections"), detail.connections() < 0 ? "-" : detail.connections());
        invocation.terminal().out().print(facts);
        detail.steps().forEach(step -> invocation.terminal().out().println(Words.time(step.at()) + "  " + step.state().word()));
        detail.log().forEach(line -> invocation.terminal().out().println(Words.time(line.time()) + "  " + Table.printable(line.text())));
    }

    private String peers(NodeDetail detail) {
        StringBuilder text = new StringBuilder();
        detail.peers().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(peer -> text.append(text.isEmpty() ? "" : ", ").append(peer.getValue())
                .append(' ').append(Words.text(invocation, "rollout.source." + Words.word(peer.getKey()))));
        return Words.orDash(text.toString());
    }

    private static Map<String, Object> document(NodeDetail detail) {
        Map<String, Object> document = RolloutDocuments.node(detail.progress());
        document.put("percent", detail.percent());
        document.put("pieces", detail.pieces());
        document.put("piecesTotal", detail.piecesTotal());
        document.put("secondsLeft", detail.timeLeft().map(left -> left.toSeconds()).orElse(null));
        Map<String, Object> peers = new LinkedHashMap<>();
        detail.peers().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(peer -> peers.put(Words.word(peer.getKey()), peer.getValue()));
        document.put("peers", peers);
        document.put("connections", detail.connections() < 0 ? null : detail.connections());
        document.put("gateway", detail.gateway());
        document.put("steps", detail.steps().stream().map(step -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("at", step.at());
            one.put("state", step.state().word());
            return one;
        }).toList());
        document.put("log", detail.log().stream().map(line -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("at", line.time());
            one.put("text", line.text());
            return one;
        }).toList());
        return document;
    }
}
