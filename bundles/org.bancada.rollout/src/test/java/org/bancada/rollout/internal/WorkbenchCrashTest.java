package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.image.Image;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutState;

/** The workbench is killed in the middle of a rollout, for real: another JVM, SIGKILL. The nodes go on, and so does the next workbench. */
@Tag("practice-lab")
class WorkbenchCrashTest {
    private static final RolloutOptions OPTIONS = new RolloutOptions("*", List.of(), 0.9, 1, Duration.ofMinutes(2), Duration.ofDays(1));

    /** A workbench that starts a rollout on the nodes of its arguments and waits to be killed. */
    public static final class Victim {
        public static void main(String[] arguments) throws Exception {
            Workbench workbench = new Workbench(Path.of(arguments[0]), null);
            workbench.collector();
            List<Node> nodes = List.of(arguments).subList(2, arguments.length).stream().map(line -> line.split("\t")).map(part -> new Node(part[0],
                    part[1], new Place("", part[2], part[3], ""), "", "", NodeState.ONLINE, part[4], Integer.parseInt(part[5]), "", Instant.now(), Facts.NONE))
                    .toList();
            Image image = workbench.images.find(arguments[1]).orElseThrow();
            System.out.println(Workbench.run(workbench.rollouts.start(image, nodes, OPTIONS)).id());
            while (true) {
                java.util.concurrent.locks.LockSupport.park();
            }
        }
    }

    private static String line(Node node) {
        return String.join("\t", node.uuid(), node.name(), node.place().building(), node.place().room(), node.address(),
                Integer.toString(node.sshPort()));
    }

    @Test
    void theNextStartGoesOnWithTheFetchesThatWentOnMeanwhile(@TempDir Path root) throws Exception {
        Path data = root.resolve("data");
        try (Lab lab = new Lab(root.resolve("lab"))) {
            List<Node> nodes;
            Image image;
            try (Workbench workbench = new Workbench(data, null)) {
                nodes = lab.start(2, workbench);
                image = workbench.image("Crash", "1", 6 << 20, 20);
            }
            for (Node node : nodes) {
                lab.fault(node, "slow");
            }
            Process victim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                    System.getProperty("java.class.path"), Victim.class.getName(), data.toString(), image.sha256(), line(nodes.get(0)),
                    line(nodes.get(1))).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String id;
            try (var said = victim.inputReader()) {
                id = said.readLine();
                assertNotNull(id);
                for (Node node : nodes) {
                    Path arriving = lab.on(node, "/qcow2/incoming/" + image.sha256() + "/data/" + image.sha256());
                    long deadline = System.nanoTime() + 60_000_000_000L;
                    while (!java.nio.file.Files.exists(arriving)) {
                        assertTrue(System.nanoTime() < deadline, node.name() + " did not begin to fetch");
                        java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
                    }
                }
            } finally {
                victim.destroyForcibly().waitFor();
            }
            try (Workbench next = new Workbench(data, null)) {
                Rollout found = next.rollout(id);
                assertEquals(RolloutState.RUNNING, found.state());
                assertTrue(found.nodes().stream().allMatch(node -> node.state() == NodeRolloutState.FETCHING), found.toString());
                for (Node node : nodes) {
                    lab.heal(node, "slow");
                }
                Rollout over = next.awaitEnd(id, 120);
                assertEquals(RolloutState.COMPLETED, over.state());
                RolloutSeries series = next.rollouts.series(over);
                long arrived = series.points().stream().mapToLong(RolloutSeries.Point::bytes).sum();
                assertTrue(arrived >= 2 * image.size() && arrived < 3 * image.size(), series.toString());
            }
        }
    }
}
