package org.bancada.rollout.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;

/**
 * A workbench in a process of its own, to be killed. {@code DATA start IMAGE NODE...}, {@code DATA retry ID} or {@code DATA go ID}; prints
 * {@code id=ID} when the rollout is under way and, when it has ended, a line {@code node=NAME STATE REASON} for each node and {@code over=STATE}.
 */
public final class KillVictim {
    private static final RolloutOptions OPTIONS = new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofSeconds(20), Duration.ofDays(1),
            Duration.ofSeconds(20), Duration.ofMinutes(5));

    private KillVictim() {
    }

    public static void main(String[] arguments) throws Exception {
        Workbench workbench = new Workbench(Path.of(arguments[0]), null);
        workbench.collector();
        String id = arguments[2];
        switch (arguments[1]) {
            case "start" -> {
                List<Node> nodes = Arrays.stream(arguments).skip(3).map(KillVictim::node).toList();
                id = Workbench.run(workbench.rollouts.start(workbench.images.find(arguments[2]).orElseThrow(), nodes, OPTIONS)).id();
            }
            case "retry" -> Workbench.run(workbench.rollouts.retry(workbench.rollout(id)));
            default -> { }
        }
        System.out.println("id=" + id);
        Rollout over = workbench.awaitEnd(id, 600);
        for (NodeProgress node : over.nodes()) {
            System.out.println("node=" + node.name() + " " + node.state().word() + " " + node.reason());
        }
        System.out.println("over=" + over.state());
        while (true) {
            java.util.concurrent.locks.LockSupport.park();
        }
    }

    static String line(Node node) {
        return String.join("\t", node.uuid(), node.name(), node.place().building(), node.place().room(), node.address(),
                Integer.toString(node.sshPort()));
    }

    private static Node node(String line) {
        String[] part = line.split("\t");
        return new Node(part[0], part[1], new Place("", part[2], part[3], ""), "", "", NodeState.ONLINE, part[4], Integer.parseInt(part[5]), "",
                Instant.now(), Facts.NONE);
    }
}
