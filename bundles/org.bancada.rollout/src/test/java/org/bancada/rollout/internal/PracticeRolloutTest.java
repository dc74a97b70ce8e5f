package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Node;
import org.bancada.image.Image;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutState;

/** Rollouts to real nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PracticeRolloutTest {
    private Workbench workbench;
    private Lab lab;
    private List<Node> nodes;

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        workbench = new Workbench(root.resolve("data"), null);
        lab = new Lab(root.resolve("lab"));
        nodes = lab.start(4, workbench);
    }

    @AfterAll
    void stop() throws Exception {
        lab.close();
        workbench.close();
    }

    @Test
    void everyNodeEndsConfirmed() throws Exception {
        Image image = workbench.image("Ubuntu 24.04", "3", 20 << 20, 1);
        Path master = workbench.images.file(image);
        var before = Files.getLastModifiedTime(master);
        Rollout rollout = Workbench.run(workbench.rollouts.start(image, nodes, RolloutOptions.defaults("*")));
        rollout = workbench.awaitEnd(rollout.id(), 120);
        System.out.println(rollout);
        assertEquals(RolloutState.COMPLETED, rollout.state());
        for (Node node : nodes) {
            assertEquals(-1, Files.mismatch(master, lab.on(node, "/qcow2/backing/" + image.sha256())));
            assertTrue(Files.readString(lab.on(node, "/qcow2/backing/images.ini")).contains(image.sha256()));
        }
        assertEquals(before, Files.getLastModifiedTime(master));
        assertTrue(rollout.nodes().stream().allMatch(node -> node.state() == NodeRolloutState.CONFIRMED && node.bytes() == image.size()));
    }
}
