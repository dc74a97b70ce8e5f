package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Progress;
import org.bancada.remote.Deferred.Waiting;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.Kind;
import org.bancada.remote.OutputListener;
import org.bancada.remote.RemoteCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferredTest {
    @TempDir
    Path folder;
    private Lab lab;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
        restart();
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private void restart() {
        lab.remote.close();
        InstantSource clock = now::get;
        lab.remote = lab.remote(clock);
    }

    private static Node off(Node node) {
        return new Node(node.uuid(), node.name(), node.place(), "", "", NodeState.OFFLINE, node.address(), node.sshPort(), "", null, node.facts());
    }

    private Outcome ask(Node node, String line) throws Exception {
        Operation<Outcome> operation = operation(node, line);
        assertEquals("run \"" + line + "\" when it is back, within 8:00 h", operation.plan().steps().getFirst().what());
        return operation.run(operation.plan(), Progress.none());
    }

    private Operation<Outcome> operation(Node node, String line) {
        return lab.remote.run(List.of(node), new RemoteCommand(line, Duration.ZERO, Duration.ofHours(8)), OutputListener.none());
    }

    private List<String> waiting() {
        return lab.remote.deferred().waiting().stream().map(Waiting::action).toList();
    }

    @Test
    void waitsOverARestartAndRunsOnceInOrder() throws Exception {
        Node node = lab.node();
        Path log = folder.resolve("log");
        assertEquals(Kind.DEFERRED, ask(off(node), "echo 1 >> " + log).results().getFirst().kind());
        ask(off(node), "echo 2 >> " + log);
        restart();
        assertEquals(2, waiting().size());
        assertEquals(now.get().plus(Duration.ofHours(8)), lab.remote.deferred().waiting().getFirst().expiry());
        for (int i = 0; i < 5; i++) {
            lab.remote.deferred().online(List.of(node));
        }
        Local.await(() -> Files.exists(log) && Files.readString(log).equals("1\n2\n") && lab.audited().getFirst().endsWith("exit code 0"));
        assertEquals(List.of(), waiting());
        lab.remote.deferred().online(List.of(node));
        Local.await(() -> lab.remote.openConnections() == 0);
        assertEquals("1\n2\n", Files.readString(log));
    }

    @Test
    void expiresAndIsTakenBack() throws Exception {
        Node node = lab.node();
        ask(off(node), "touch " + folder.resolve("never"));
        ask(off(node), "touch " + folder.resolve("neither"));
        lab.remote.deferred().cancel(lab.remote.deferred().waiting().getFirst().id());
        lab.remote.deferred().cancel(12345);
        assertEquals(1, waiting().size());
        now.set(now.get().plus(Duration.ofHours(9)));
        assertEquals(List.of(), waiting());
        assertTrue(lab.audited().getFirst().endsWith("expired, was not run"), lab.audited().toString());
        lab.remote.deferred().online(List.of(node));
        assertEquals(false, Files.exists(folder.resolve("never")) || Files.exists(folder.resolve("neither")));
    }

    @Test
    void aNodeThatIsNotReachedKeepsWaiting() throws Exception {
        Sshd server = lab.server(null);
        Node node = lab.node(server);
        ask(off(node), "touch " + folder.resolve("done"));
        server.stop();
        lab.remote.deferred().online(List.of(node));
        lab.remote.deferred().online(List.of(Sshd.node(Lab.uuid(77), "other", "127.0.3.1", 1, NodeState.ONLINE)));
        assertEquals(1, waiting().size());
        server.start();
        Local.await(() -> {
            lab.remote.deferred().online(List.of(node));
            return Files.exists(folder.resolve("done"));
        });
    }

    @Test
    void aNodeThatWentOffAfterItsLastReportIsWaitedForToo() throws Exception {
        Sshd server = lab.server(null);
        Node node = lab.node(server);
        server.stop();
        Operation<Outcome> operation = operation(node, "touch " + folder.resolve("later"));
        Outcome outcome = operation.run(operation.plan(), Progress.none());
        assertEquals(Kind.DEFERRED, outcome.results().getFirst().kind(), outcome.toString());
        server.start();
        Local.await(() -> {
            lab.remote.deferred().online(List.of(node));
            return Files.exists(folder.resolve("later"));
        });
    }
}
