package org.bancada.remote.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.bancada.core.DataFolder;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.bancada.remote.RemoteCommand;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;

/**
 * Runs one command on the nodes that "lab status" has listed.
 * Arguments: key DATA (prints the public key), or run DATA STATUS_FILE ROUNDS COMMAND (prints wall and CPU milliseconds per round).
 */
public final class RemoteBenchmark {

    public static void main(String[] args) throws Exception {
        DataFolder data = new DataFolder(Files.createDirectories(Path.of(args[1])).toAbsolutePath());
        SqliteDatabase database = new SqliteDatabase(data);
        StoredSettings settings = new StoredSettings(database);
        StoredClientKey key = new StoredClientKey(data, settings, new KeyStoreSecrets(data));
        if (args[0].equals("key")) {
            System.out.println(key.publicLine());
            return;
        }
        StoredAuditLog audit = new StoredAuditLog(database);
        PinnedKeys pins = new PinnedKeys(data, audit);
        List<Node> nodes = nodes(Files.readAllLines(Path.of(args[2])), pins);
        int rounds = Integer.parseInt(args[3]);
        double[] wall = new double[rounds];
        double[] cpu = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            // A new engine each time, so that no connection is used again.
            SshRemote remote = new SshRemote(data, database, settings, audit, key, pins);
            AtomicLong lines = new AtomicLong();
            Operation<Outcome> operation = remote.run(nodes, RemoteCommand.of(args[4]), new OutputListener() {
                @Override
                public void line(Node node, boolean error, String text) {
                    lines.incrementAndGet();
                }

                @Override
                public void ended(Node node, Outcome.NodeResult result) {
                    if (!result.succeeded()) {
                        System.err.println(node.name() + ": " + result);
                    }
                }
            });
            Duration before = cpu();
            long begin = System.nanoTime();
            Outcome outcome = operation.run(operation.plan(), Progress.none());
            wall[i] = (System.nanoTime() - begin) / 1e6;
            cpu[i] = cpu().minus(before).toMillis();
            System.err.printf("round %d: %d of %d done, %d lines, wall %.0f ms, CPU %.0f ms%n", i + 1, outcome.succeeded(), nodes.size(),
                    lines.get(), wall[i], cpu[i]);
            if (outcome.succeeded() != nodes.size()) {
                System.exit(1);
            }
            remote.close();
        }
        database.close();
        Arrays.sort(wall);
        Arrays.sort(cpu);
        System.out.printf("wall=%.0f%ncpu=%.0f%n", wall[rounds / 2], cpu[rounds / 2]);
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static List<Node> nodes(List<String> status, PinnedKeys pins) throws Exception {
        List<Node> nodes = new ArrayList<>();
        String name = "";
        String uuid = "";
        String address = "";
        int port = 22;
        for (String line : status) {
            int equals = line.indexOf('=');
            String value = line.substring(equals + 1);
            switch (line.substring(0, Math.max(equals, 0))) {
                case "node" -> name = value;
                case "uuid" -> uuid = value;
                case "address" -> address = value;
                case "port" -> port = Integer.parseInt(value);
                case "host_key" -> {
                    pins.accept(uuid, value);
                    nodes.add(new Node(uuid, name, Place.UNKNOWN, "", "", NodeState.ONLINE, address, port, "", null,
                            Facts.of(Map.of("ssh.user", System.getProperty("user.name")))));
                }
                default -> {
                }
            }
        }
        return nodes;
    }
}
