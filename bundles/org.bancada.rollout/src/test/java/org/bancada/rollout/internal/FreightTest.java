package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.rollout.RolloutOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Plan says of the bytes that travel to each building. */
class FreightTest {
    private static final int MIB = 1 << 20;
    @TempDir
    Path root;
    private Workbench workbench;
    private byte[] content;

    @BeforeEach
    void open() throws Exception {
        workbench = new Workbench(root, new FakeRemote());
        workbench.collector();
        content = new byte[20 * MIB];
        new Random(7).nextBytes(content);
    }

    @AfterEach
    void close() {
        Locale.setDefault(Locale.ENGLISH);
        workbench.close();
    }

    private Image image(String version, byte[] bytes) throws Exception {
        Path source = Files.write(root.resolve("source"), bytes);
        return Workbench.run(workbench.images.importFile(new Images.ImportRequest(source, "Ubuntu", "linux", version, List.of())));
    }

    /** 5 % changed in a whole MiB. */
    private byte[] changed() {
        byte[] changed = content.clone();
        for (int i = 7 * MIB; i < 8 * MIB; i++) {
            changed[i] ^= 0x55;
        }
        return changed;
    }

    private static Node node(String name, String building, String base) {
        return new Node(java.util.UUID.nameUUIDFromBytes(name.getBytes()).toString(), name, building.isEmpty() ? Place.UNKNOWN : new Place("Main", building, "1", name),
                "M", "V", NodeState.ONLINE, "127.0.0.9", 22, "", Instant.now(), base.isEmpty() ? Facts.NONE : Facts.of(Map.of("image.ubuntu.file", base)));
    }

    private List<String> plan(Image image, Node... nodes) throws Exception {
        return workbench.rollouts.start(image, List.of(nodes), RolloutOptions.defaults("*")).plan().steps().stream().filter(step -> step.node().isEmpty())
                .map(Plan.Step::what).toList();
    }

    @Test
    void aDifferenceIsKnownExactlyWhenBothVersionsAreHere() throws Exception {
        Image old = image("1", content);
        Image fresh = image("2", changed());
        List<String> lines = plan(fresh, node("a1", "A", old.sha256()), node("a2", "A", old.sha256()), node("a3", "A", old.sha256()),
                node("b1", "B", ""), node("b2", "B", ""));
        assertEquals("Serve 20 MiB by BitTorrent; 43 MiB arrive on the nodes in sum, most of it from each other", lines.get(0));
        assertEquals("Pieces of 256 KiB: the smallest that are used, so that little is fetched where little has changed", lines.get(1));
        assertEquals("Main / A: 3 nodes fetch what is not as in version 1 (1 MiB each, both compared piece by piece). Over its uplink 1 MiB, inside it 2 MiB",
                lines.get(2));
        assertEquals("Main / B: 2 nodes fetch all of it. Over its uplink 20 MiB, inside it 20 MiB", lines.get(3));
        Locale.setDefault(Locale.forLanguageTag("pt-BR"));
        assertTrue(plan(fresh, node("b1", "B", "")).contains("Main / B: 1 nó baixa tudo. Pelo uplink dele 20 MiB, dentro dele 0 B"));
    }

    @Test
    void whatIsNotKnownIsAnUpperBoundThatSaysSo() throws Exception {
        Image old = image("1", content);
        Image fresh = image("2", changed());
        assertEquals("Main / A: 1 node fetches what is not as in version 1 (1 MiB each, both compared piece by piece), 1 node fetches all of it."
                + " Over its uplink at most 20 MiB, inside it at most 21 MiB", plan(fresh, node("a1", "A", old.sha256()), node("a2", "A", "")).get(2));
        List<String> unknown = plan(fresh, node("x", "", "ab".repeat(32)), node("y", "", "ab".repeat(32)));
        assertEquals("Building not known (each subnet counts as one): 2 nodes fetch what is not as in a version that is not in the catalogue."
                + " Over its uplink at most 20 MiB, inside it at most 20 MiB", unknown.get(2));
        assertTrue(unknown.getFirst().contains("at most 40 MiB arrive"), unknown.toString());
        // The fact of a node is what a node says
        assertTrue(plan(fresh, node("z", "A", "../../etc/passwd")).get(2).contains("not in the catalogue"));
    }

    @Test
    void aLongComparisonIsNotWaitedForAndTheNextPlanKnowsIt() throws Exception {
        Image old = image("1", content);
        Image fresh = image("2", changed());
        Path pipe = root.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Images slow = (Images) java.lang.reflect.Proxy.newProxyInstance(Images.class.getClassLoader(), new Class<?>[] {Images.class},
                (proxy, method, arguments) -> method.getName().equals("file")
                        ? arguments[0].equals(old) ? pipe : workbench.images.file((Image) arguments[0]) : Optional.empty());
        Differences differences = new Differences(slow);
        List<Node> nodes = List.of(node("a1", "A", old.sha256()));
        List<Image> catalogue = List.of(old, fresh);
        KnownBases bases = new KnownBases(fresh, catalogue, List.of());
        assertTrue(new Freight(fresh, 256 << 10, catalogue, bases, differences, Duration.ZERO).lines(nodes).get(2).contains("not compared yet"));
        Files.write(pipe, content);
        assertTrue(new Freight(fresh, 256 << 10, catalogue, bases, differences, Duration.ofMinutes(1)).lines(nodes).get(2).contains("(1 MiB each"));
    }

    @Test
    void aNodeThatHasNotReportedSinceItsLastRolloutIsKnownByThat() throws Exception {
        Image old = image("1", content);
        Node before = node("a1", "A", "");
        String id = Workbench.run(workbench.rollouts.start(old, List.of(before), RolloutOptions.defaults("*"))).id();
        workbench.awaitEnd(id, 40);
        Image fresh = image("2", changed());
        assertTrue(plan(fresh, before).get(2).contains("not as in version 1 (1 MiB each"), plan(fresh, before).toString());
        // It has reported since, and something else
        assertTrue(plan(fresh, node("a1", "A", "ab".repeat(32))).get(2).contains("not in the catalogue"));
    }

    @Test
    void aMasterCopyThatIsDamagedIsNotCompared() throws Exception {
        Image old = image("1", content);
        Image fresh = image("2", changed());
        Path file = workbench.images.file(old);
        file.toFile().setWritable(true);
        Files.write(file, new byte[1], StandardOpenOption.TRUNCATE_EXISTING);
        assertTrue(plan(fresh, node("a1", "A", old.sha256())).get(2).endsWith("(not compared yet). Over its uplink at most 20 MiB, inside it at most 0 B"));
    }

    @Test
    void longerAndShorterVersionsAreCutAsTheNodeCutsThem() throws Exception {
        Image whole = image("1", content);
        Image longer = image("2", java.util.Arrays.copyOf(content, 23 * MIB));
        assertTrue(plan(longer, node("a", "A", whole.sha256())).get(2).contains("(3 MiB each"), plan(longer, node("a", "A", whole.sha256())).toString());
        Image shorter = image("3", java.util.Arrays.copyOf(content, 9_000_448));
        assertTrue(plan(shorter, node("a", "A", whole.sha256())).get(2).contains("(0 B each"), plan(shorter, node("a", "A", whole.sha256())).toString());
        assertTrue(plan(longer, node("a", "A", shorter.sha256())).get(2).contains("(14.5 MiB each"), plan(longer, node("a", "A", shorter.sha256())).toString());
    }
}
