package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Node;
import org.bancada.image.Image;

/**
 * Everything that a rollout consists of is killed with SIGKILL at random moments: the workbench (and with it the tracker), its seeder, the
 * scripts and the aria2c of nodes; and disks fill up. After each harm: images.ini is whole, what it names is there, and user disks of the base
 * before go only after the switch. In the end every node is confirmed, or failed with a reason, and a retry confirms it.
 * {@code BANCADA_SOAK_MINUTES} makes it go on for that long, {@code BANCADA_SEED} repeats a run.
 */
@Tag("practice-lab")
class KillTest {
    private static final int MIB = 1 << 20;
    private static final int ROUNDS = 2;
    private static final int HARMS = 5;

    private final long seed = Long.parseLong(System.getenv().getOrDefault("BANCADA_SEED", Long.toString(System.nanoTime() & 0xffffff)));
    private final Random random = new Random(seed);
    private final StringBuilder story = new StringBuilder("seed " + seed);
    private Path data;
    private Lab lab;
    private List<Node> nodes;
    private Process workbench;
    private BlockingQueue<String> said;

    @Test
    void whateverIsKilledEveryNodeEndsConfirmedOrFailedWithAReason(@TempDir Path root) throws Exception {
        System.out.println("KillTest: BANCADA_SEED=" + seed);
        data = root.resolve("data");
        Instant end = Instant.now().plus(Duration.ofMinutes(Long.parseLong(System.getenv().getOrDefault("BANCADA_SOAK_MINUTES", "0"))));
        lab = new Lab(root.resolve("lab"));
        try {
            try (Workbench first = new Workbench(data, null)) {
                nodes = lab.start(3, first);
            }
            String base = "";
            for (int round = 1; round <= ROUNDS || Instant.now().isBefore(end); round++) {
                base = round(round, base);
                System.out.println(story.substring(story.lastIndexOf("\nround")));
            }
        } catch (AssertionError | Exception failed) {
            throw new AssertionError(story.toString(), failed);
        } finally {
            if (workbench != null) {
                workbench.descendants().forEach(ProcessHandle::destroyForcibly);
                workbench.destroyForcibly().waitFor();
            }
            lab.close();
        }
    }

    /** @return the digest that is the base afterwards */
    private String round(int round, String before) throws Exception {
        Image image;
        try (Workbench quiet = new Workbench(data, null)) {
            image = quiet.image("Kill", Integer.toString(round), (4 + random.nextInt(5)) * MIB, seed + round);
        }
        story.append("\nround ").append(round).append(' ').append(image.sha256(), 0, 8);
        for (Node node : nodes) {
            userDisk(node, before);
            if (random.nextBoolean()) {
                lab.fault(node, "slow");
            }
        }
        List<String> arguments = new ArrayList<>(List.of("start", image.sha256()));
        nodes.forEach(node -> arguments.add(KillVictim.line(node)));
        open(arguments);
        String id = await("id=", 60);
        for (int harm = 0; harm < HARMS; harm++) {
            TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(1500));
            harm(id);
            for (Node node : nodes) {
                check(node, before, image.sha256());
            }
        }
        for (Node node : nodes) {
            lab.heal(node, "all");
        }
        String state = end(before, image.sha256());
        for (int tries = 0; !state.equals("COMPLETED") && tries < 2; tries++) {
            stop();
            open(List.of("retry", id));
            await("id=", 60);
            state = end(before, image.sha256());
        }
        assertEquals("COMPLETED", state);
        stop();
        for (Node node : nodes) {
            assertFalse(Files.exists(userDiskFile(node)) && !before.isEmpty(), node.name() + ": the user disk of the base before is still there");
            Files.deleteIfExists(userDiskFile(node));
            assertEquals(List.of(image.sha256()), bases(node));
        }
        return image.sha256();
    }

    /** Waits for the end; every node is confirmed and has the image, or has a reason and a base that is whole. */
    private String end(String before, String after) throws Exception {
        String line = "";
        while (!line.startsWith("over=")) {
            line = said.poll(150, TimeUnit.SECONDS);
            assertTrue(line != null, "the rollout does not end");
            story.append("\n  ").append(line);
            if (line.startsWith("node=")) {
                String[] words = line.substring(5).split(" ", 3);
                Node node = nodes.stream().filter(known -> known.name().equals(words[0])).findFirst().orElseThrow();
                List<String> bases = bases(node);
                check(node, before, after);
                if (words[1].equals("confirmed")) {
                    assertEquals(List.of(after), bases, line);
                } else {
                    assertTrue(words.length == 3 && !words[2].isBlank(), "no reason: " + line);
                }
                for (String digest : bases) {
                    assertEquals(digest, sha256(lab.on(node, "/qcow2/backing/" + digest)), node.name());
                }
            }
        }
        return line.substring(5);
    }

    private void harm(String id) throws Exception {
        Node node = nodes.get(random.nextInt(nodes.size()));
        int kind = random.nextInt(6);
        story.append("\n  ").append(List.of("workbench", "seeder", "scripts", "aria2c", "disk-full", "all of a node").get(kind)).append(' ')
                .append(kind < 2 ? "" : node.name());
        switch (kind) {
            case 0 -> {
                stop();
                open(List.of("go", id));
            }
            case 1 -> workbench.descendants().filter(process -> command(process).endsWith("aria2c")).forEach(ProcessHandle::destroyForcibly);
            case 2 -> ofNode(node).filter(process -> !command(process).endsWith("aria2c")).forEach(ProcessHandle::destroyForcibly);
            case 3 -> ofNode(node).filter(process -> command(process).endsWith("aria2c")).forEach(ProcessHandle::destroyForcibly);
            case 4 -> {
                lab.fault(node, "disk-full");
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
                lab.heal(node, "disk-full");
            }
            default -> {
                lab.fault(node, "off");
                lab.heal(node, "off");
            }
        }
    }

    private static String command(ProcessHandle process) {
        return process.info().command().orElse("");
    }

    /** What runs on a node, but not its sshd. */
    private Stream<ProcessHandle> ofNode(Node node) {
        String mark = "\0BANCADA_PRACTICE_NODE=" + lab.folder.resolve("nodes").resolve(node.name()) + "\0";
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                return ("\0" + Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1)).contains(mark)
                        && !command(process).contains("sshd");
            } catch (IOException gone) {
                return false;
            }
        });
    }

    /** The base of a node while it is not switched, or the new one; never a half; and no user disk goes before the switch. */
    private void check(Node node, String before, String after) throws Exception {
        boolean disk = Files.exists(userDiskFile(node));
        List<String> bases = bases(node);
        assertTrue(bases.size() == 1 && (bases.contains(before) || bases.contains(after)) || before.isEmpty() && bases.size() <= 1,
                node.name() + " has " + bases);
        if (!before.isEmpty() && bases.contains(before)) {
            assertTrue(disk, node.name() + ": the user disk went before the switch");
        }
    }

    /** What images.ini names for our image; the practice lab comes with another one, which must be whole too. */
    private List<String> bases(Node node) throws Exception {
        try {
            List<String> lines = Files.readAllLines(lab.on(node, "/qcow2/backing/images.ini"));
            assertFalse(lines.isEmpty(), node.name() + ": images.ini is empty");
            assertTrue(lines.stream().allMatch(line -> line.isBlank() || line.startsWith("[") || line.contains("=")), node.name() + ": " + lines);
            List<String> bases = new ArrayList<>();
            boolean ours = false;
            for (String line : lines) {
                ours = line.startsWith("[") ? line.equals("[kill]") : ours;
                if (line.startsWith("file=")) {
                    String digest = line.substring(5);
                    assertTrue(Files.exists(lab.on(node, "/qcow2/backing/" + digest)), node.name() + ": images.ini names " + digest + ", which is not there");
                    bases.addAll(ours ? List.of(digest) : List.of());
                }
            }
            return bases;
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private Path userDiskFile(Node node) throws IOException {
        return lab.on(node, "/qcow2/user/somebody/disk.qcow2");
    }

    /** As qemu-img begins a disk over a backing file. */
    private void userDisk(Node node, String base) throws Exception {
        byte[] name = ("/qcow2/backing/" + base).getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(1024);
        header.put(new byte[] {'Q', 'F', 'I', (byte) 0xfb}).putInt(3).putLong(272).putInt(name.length).position(272);
        header.put(name);
        Files.createDirectories(userDiskFile(node).getParent());
        Files.write(userDiskFile(node), header.array());
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private void open(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), KillVictim.class.getName(), data.toString()));
        command.addAll(arguments);
        workbench = new ProcessBuilder(command).redirectError(data.resolveSibling("workbench.log").toFile()).start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        said = lines;
        Process speaking = workbench;
        Thread.ofVirtual().start(() -> speaking.inputReader().lines().forEach(lines::add));
    }

    /** The seeder is not killed with it: it has to find out by itself. */
    private void stop() throws Exception {
        workbench.destroyForcibly().waitFor();
    }

    private String await(String beginning, int seconds) throws Exception {
        String line = said.poll(seconds, TimeUnit.SECONDS);
        assertTrue(line != null && line.startsWith(beginning), () -> "instead of " + beginning + ": " + line + "\n" + log());
        return line.substring(beginning.length());
    }

    private String log() {
        try {
            return Files.readString(data.resolveSibling("workbench.log"));
        } catch (IOException none) {
            return "";
        }
    }
}
