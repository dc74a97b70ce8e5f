package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.Kind;
import org.bancada.remote.OutputListener;
import org.bancada.remote.RemoteCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    Path folder;
    private Lab lab;
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private Outcome run(List<Node> nodes, String line, Duration timeout) throws ProblemException {
        Operation<Outcome> operation = lab.remote.run(nodes, new RemoteCommand(line, timeout, Duration.ZERO), recorder);
        return operation.run(operation.plan(), Progress.none());
    }

    private Outcome run(Node node, String line) throws ProblemException {
        return run(List.of(node), line, Duration.ZERO);
    }

    @Test
    void severalNodesAnswerEachForItself() throws Exception {
        List<Node> nodes = List.of(lab.node(), lab.node(), lab.node());
        Outcome outcome = run(nodes, """
                # a script of several lines
                for word in olá "a  b"; do
                    echo "$word"
                done
                echo wrong >&2
                case $ROOT in *node1*) exit 3;; esac
                """, Duration.ZERO);
        assertEquals(List.of("pc1", "pc2", "pc3"), outcome.results().stream().map(Outcome.NodeResult::node).toList());
        assertEquals(List.of(0, 3, 0), outcome.results().stream().map(Outcome.NodeResult::exitCode).toList());
        assertTrue(outcome.results().stream().allMatch(r -> r.kind() == Kind.DONE && r.duration().isPositive() && r.reason().isEmpty()));
        assertEquals(List.of("! wrong", "a  b", "olá"), recorder.lines.get("pc3").stream().sorted().toList());
        assertEquals(outcome.results().get(1), recorder.ended.get("pc2"));
        assertEquals(1, outcome.failures().size());
        assertTrue(lab.audited().getFirst().endsWith("| pc1,pc2,pc3 | 2 done, 1 failed"), lab.audited().toString());
    }

    @Test
    void thePlanNamesWhoIsLeftOutAndWhy() throws Exception {
        Node good = lab.node();
        Sshd unpinned = lab.server(null);
        List<Node> nodes = List.of(good, unpinned.node(Lab.uuid(70), "new"), good, Sshd.node(Lab.uuid(71), "nowhere", "", 22, NodeState.NEW),
                new Node(Lab.uuid(1), "off", good.place(), "", "", NodeState.OFFLINE, good.address(), good.sshPort(), "", null, good.facts()));
        Plan plan = lab.remote.run(nodes.subList(0, 4), RemoteCommand.of("true"), recorder).plan();
        assertEquals(List.of(new Plan.Step("pc1", "run \"true\"")), plan.steps());
        assertEquals(List.of(new Plan.LeftOut("new", "host key not accepted yet"), new Plan.LeftOut("nowhere", "no address known")), plan.leftOut());
        assertEquals("Run \"true\" on 1 node", plan.title());
        assertEquals("offline", lab.remote.run(nodes.subList(4, 5), RemoteCommand.of("true"), recorder).plan().leftOut().getFirst().why());
        assertThrows(ProblemException.class, () -> lab.remote.run(nodes, RemoteCommand.of(" \n"), recorder).plan());
    }

    @Test
    void aChangedKeyIsRefusedWithBothFingerprints() throws Exception {
        Sshd server = lab.server(null);
        Node node = lab.node(server);
        String before = lab.pins.pinned(node).orElseThrow().fingerprint();
        server.stop();
        server.newHostKey();
        server.start();
        Outcome outcome = run(node, "touch " + folder.resolve("ran"));
        String reason = outcome.results().getFirst().reason();
        assertEquals(Kind.FAILED, outcome.results().getFirst().kind());
        assertTrue(reason.contains(before) && reason.contains(KeyLine.ofLine(server.hostKey()).orElseThrow().fingerprint()), reason);
        assertEquals(false, Files.exists(folder.resolve("ran")));
        assertEquals(before, lab.pins.pinned(node).orElseThrow().fingerprint());
    }

    @Test
    void deadAndRefusingNodesSaySo() throws Exception {
        Node stranger = lab.node(new Stranger().server());
        Node closed = Sshd.node(Lab.uuid(80), "closed", "127.0.3.200", 1, NodeState.ONLINE);
        lab.pins.accept(closed, lab.pins.pinned(stranger).orElseThrow());
        Outcome outcome = run(List.of(stranger, closed), "true", Duration.ZERO);
        assertTrue(outcome.results().get(0).reason().contains("refuses the workbench's key"), outcome.toString());
        assertTrue(outcome.results().get(1).reason().contains("127.0.3.200 port 1"), outcome.toString());
        // A full queue of connections drops what comes, as a dead host does.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.3.201"))) {
            List<java.nio.channels.SocketChannel> fillers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                java.nio.channels.SocketChannel filler = java.nio.channels.SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(full.getLocalSocketAddress());
                fillers.add(filler);
            }
            Node dead = Sshd.node(Lab.uuid(81), "dead", "127.0.3.201", full.getLocalPort(), NodeState.ONLINE);
            lab.pins.accept(dead, lab.pins.pinned(stranger).orElseThrow());
            ProblemException silent = assertThrows(ProblemException.class, () -> lab.remote.follow(dead, "true", new byte[0],
                    Duration.ofMillis(300), Progress.none(), l -> { }, l -> { }));
            assertTrue(silent.problem().what().startsWith("No answer from 127.0.3.201"), silent.getMessage());
            for (java.nio.channels.SocketChannel filler : fillers) {
                filler.close();
            }
        }
    }

    /** A server that knows another client's key only. */
    private final class Stranger {
        Sshd server() throws Exception {
            Sshd server = lab.server(null);
            Files.writeString(server.folder.resolve("authorized_keys"), server.hostKey());
            return server;
        }
    }

    @Test
    void aServerThatNeverSpeaksIsLeftAtOnceOnCancel() throws Exception {
        Node node = lab.node();
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getByName("127.0.3.202"))) {
            Node silent = Sshd.node(node.uuid(), "mute", "127.0.3.202", mute.getLocalPort(), NodeState.ONLINE);
            SimpleProgress progress = new SimpleProgress();
            CompletableFuture<Outcome> running = start(silent, "true", progress);
            mute.accept();
            assertCancelsAtOnce(running, progress);
        }
    }

    @Test
    void aMillionLinesArriveInOrder() throws Exception {
        AtomicLong count = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        Node node = lab.node();
        OutputListener counting = new OutputListener() {
            @Override
            public void line(Node from, boolean error, String text) {
                if (Long.parseLong(text) != count.incrementAndGet()) {
                    wrong.incrementAndGet();
                }
            }

            @Override
            public void ended(Node from, Outcome.NodeResult result) {
            }
        };
        Operation<Outcome> operation = lab.remote.run(List.of(node), RemoteCommand.of("seq 1000000"), counting);
        assertEquals(1, operation.run(operation.plan(), Progress.none()).succeeded());
        assertEquals(1_000_000, count.get());
        assertEquals(0, wrong.get());
    }

    @Test
    void binaryAndEndlessLinesAreTolerated() throws Exception {
        Node node = lab.node();
        assertEquals(1, run(node, "head -c 300000 /dev/urandom; echo; head -c 3000000 /dev/zero | tr '\\0' x; printf '\\nend'").succeeded());
        List<String> lines = recorder.lines.get("pc1");
        assertEquals("end", lines.getLast());
        assertEquals("x".repeat(LineSplitter.LONGEST), lines.get(lines.size() - 2));
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws Exception {
        Node node = lab.node();
        Operation<Outcome> operation = lab.remote.run(List.of(node), RemoteCommand.of("echo a; echo b"), new OutputListener() {
            @Override
            public void line(Node from, boolean error, String text) {
                throw new IllegalStateException("broken view");
            }

            @Override
            public void ended(Node from, Outcome.NodeResult result) {
                throw new IllegalStateException("broken view");
            }
        });
        assertEquals(1, operation.run(operation.plan(), Progress.none()).succeeded());
    }

    @Test
    void cancelEndsTheWholeCommandOnTheNode() throws Exception {
        Path pids = folder.resolve("pids");
        SimpleProgress progress = new SimpleProgress();
        CompletableFuture<Outcome> running = start(lab.node(), "echo $$ > " + pids + "; sleep 1000 & echo $! >> " + pids
                + "; echo ready; sleep 1000; touch " + folder.resolve("went-on"), progress);
        Local.await(() -> recorder.lines.containsKey("pc1"));
        assertCancelsAtOnce(running, progress);
        assertEquals(Kind.CANCELLED, recorder.ended.get("pc1").kind());
        for (String pid : Files.readAllLines(pids)) {
            Local.await(() -> !alive(pid));
        }
        assertEquals(false, Files.exists(folder.resolve("went-on")));
        assertEquals("0 done, 0 failed, 1 cancelled", lab.audited().getFirst().split(" \\| ")[2]);
    }

    @Test
    void aCommandThatIsCancelledInItsFirstMomentDoesNotGoOn() throws Exception {
        for (int i = 0; i < 5; i++) {
            Path begun = folder.resolve("begun" + i);
            SimpleProgress progress = new SimpleProgress();
            // It is seen to have begun on the node before its process group has come over here.
            CompletableFuture<Outcome> running = start(lab.node(), "echo $$ > " + begun + "; exec sleep 1000", progress);
            Local.await(() -> Files.exists(begun) && !Files.readString(begun).isBlank());
            assertCancelsAtOnce(running, progress);
            String pid = Files.readString(begun).strip();
            Local.await(() -> !alive(pid));
        }
    }

    @Test
    void aCommandThatIgnoresSignalsIsKilled() throws Exception {
        Path pids = folder.resolve("pids");
        Outcome outcome = run(List.of(lab.node()), "trap '' TERM HUP; echo $$ > " + pids + "; while :; do sleep 0.1; done", Duration.ofSeconds(1));
        assertEquals("It was ended after its time limit of 1 s.", outcome.results().getFirst().reason());
        assertEquals(-1, outcome.results().getFirst().exitCode());
        Local.await(() -> !alive(Files.readString(pids).strip()));
    }

    private static boolean alive(String pid) throws Exception {
        Path stat = Path.of("/proc", pid, "stat");
        return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
    }

    @Test
    void aNodeThatDiesInTheMiddleFailsAlone() throws Exception {
        Sshd dying = lab.server(null);
        List<Node> nodes = List.of(lab.node(dying), lab.node());
        CompletableFuture<Outcome> running = CompletableFuture.supplyAsync(() -> {
            try {
                return run(nodes, "echo begun; case $ROOT in *node0*) sleep 100;; esac", Duration.ZERO);
            } catch (ProblemException failed) {
                throw new IllegalStateException(failed);
            }
        });
        Local.await(() -> recorder.lines.containsKey("pc1"));
        dying.killConnections();
        Outcome outcome = running.get();
        assertEquals(List.of(Kind.FAILED, Kind.DONE), outcome.results().stream().map(Outcome.NodeResult::kind).toList());
        assertTrue(outcome.results().getFirst().reason().startsWith("The connection broke"), outcome.toString());
    }

    @Test
    void anExitBySignalIsNoExitCode() throws Exception {
        Outcome.NodeResult result = run(lab.node(), "kill -SEGV $$").results().getFirst();
        assertTrue(result.kind() == Kind.FAILED && result.reason().contains("SEGV") || result.exitCode() == 139, result.toString());
    }

    @Test
    void aHundredNodesAreTakenAFewAtATime() throws Exception {
        Sshd server = lab.server(null);
        Path present = Files.createDirectories(folder.resolve("present"));
        List<Node> nodes = new ArrayList<>();
        for (int i = 100; i < 200; i++) {
            nodes.add(server.node(Lab.uuid(i), "pc" + i));
            lab.pins.accept(Lab.uuid(i), server.hostKey());
        }
        Path came = Files.createDirectories(folder.resolve("came"));
        // Nobody goes on before twenty are there at once.
        Outcome outcome = run(nodes, "mkdir %1$s/$$ %2$s/$$; while [ $(ls %2$s | wc -l) -lt 20 ]; do sleep 0.1; done; ls %1$s | wc -l; rmdir %1$s/$$"
                .formatted(present, came), Duration.ofSeconds(60));
        assertEquals(100, outcome.succeeded(), () -> outcome.failures().toString());
        int most = recorder.lines.values().stream().mapToInt(lines -> Integer.parseInt(lines.getFirst().strip())).max().orElseThrow();
        assertTrue(most >= 10 && most <= 32, most + " at once");
    }

    @Test
    void tooLongACommandIsRefusedClearly() throws Exception {
        Outcome outcome = run(lab.node(), "# " + "x".repeat(200_000));
        assertTrue(outcome.results().getFirst().reason().startsWith("The command is longer than 100 KiB"), outcome.toString());
    }

    private CompletableFuture<Outcome> start(Node node, String line, SimpleProgress progress) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                Operation<Outcome> operation = lab.remote.run(List.of(node), RemoteCommand.of(line), recorder);
                return operation.run(operation.plan(), progress);
            } catch (ProblemException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    private static void assertCancelsAtOnce(CompletableFuture<Outcome> running, SimpleProgress progress) {
        long begin = System.nanoTime();
        progress.cancel();
        ExecutionException stopped = assertThrows(ExecutionException.class, running::get);
        assertTrue(stopped.getCause() instanceof CancellationException, stopped.toString());
        assertTrue(FanOut.since(begin).toMillis() < 2_000, FanOut.since(begin).toString());
    }
}
