package org.bancada.rollout.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;

/** The practice lab of the project: real nodes with their own sshd, node scripts and aria2c. */
final class Lab implements AutoCloseable {
    final Path folder;
    private final Path program;

    Lab(Path folder) {
        this.folder = folder;
        Path project = Path.of("").toAbsolutePath();
        while (!Files.exists(project.resolve("practice-lab/bin/lab"))) {
            project = project.getParent();
        }
        program = project.resolve("practice-lab/bin/lab");
    }

    /** Starts nodes that trust a workbench, and pins their keys there. */
    List<Node> start(int count, Workbench workbench) throws Exception {
        InetSocketAddress collector = workbench.collector();
        String settings = "collector=127.0.0.1:" + collector.getPort() + "\nsecret=none\nclient_key=" + workbench.clientKey.publicLine().strip()
                + "\nallowed_signers=" + workbench.images.allowedSigners().strip() + "\ninterval=3600\n";
        call(settings, "start", "-n", Integer.toString(count), "-i");
        List<Node> nodes = new ArrayList<>();
        for (Map<String, String> group : groups(call("", "status"))) {
            if (group.containsKey("wake")) {
                workbench.settings.put("wake.target", group.get("wake"));
            }
            if (group.containsKey("node")) {
                workbench.pins.accept(group.get("uuid"), group.get("host_key"));
                nodes.add(node(group));
            }
        }
        return nodes;
    }

    private static Node node(Map<String, String> group) {
        return new Node(group.get("uuid"), group.get("node"), new Place(group.get("campus"), group.get("building"), group.get("room"), group.get("seat")),
                group.get("model"), "Dell Inc.", NodeState.ONLINE, group.get("address"), Integer.parseInt(group.get("port")), group.get("mac"),
                Instant.now(), Facts.NONE);
    }

    private static List<Map<String, String>> groups(String output) {
        List<Map<String, String>> groups = new ArrayList<>(List.of(new HashMap<>()));
        output.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (line.startsWith("node=")) {
                groups.add(new HashMap<>());
            }
            if (equals > 0) {
                groups.getLast().put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return groups;
    }

    void fault(Node node, String kind) throws Exception {
        call("", "fault", node.name(), kind);
    }

    void heal(Node node, String kind) throws Exception {
        call("", "heal", node.name(), kind);
    }

    /** A path in a node's own root. */
    Path on(Node node, String path) throws IOException {
        try (var found = Files.walk(folder.resolve("nodes").resolve(node.name()), 2)) {
            Path root = found.filter(p -> Files.isDirectory(p.resolve("qcow2"))).findFirst().orElseThrow();
            return root.resolve(path.substring(1));
        }
    }

    String call(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-d", folder.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + output);
        }
        return output;
    }

    @Override
    public void close() throws Exception {
        call("", "stop");
    }
}
