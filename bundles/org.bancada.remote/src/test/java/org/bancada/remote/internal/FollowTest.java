package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowTest {
    @TempDir
    Path folder;
    private Lab lab;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private int follow(Node node, String command, byte[] stdin, Progress progress) throws ProblemException {
        return lab.remote.follow(node, command, stdin, Duration.ofSeconds(5), progress, lines::add, line -> lines.add("! " + line));
    }

    @Test
    void linesComeWhileItRunsAndInputGoesIn() throws Exception {
        Node node = lab.node();
        byte[] input = "x".repeat(3_000_000).getBytes();
        assertEquals(4, follow(node, "wc -c; echo err >&2; exit 4", input, Progress.none()));
        assertEquals(List.of("! err", "3000000"), lines.stream().sorted().toList());
    }

    @Test
    void manyChannelsShareFewConnectionsWhichCloseWhenIdle() throws Exception {
        Node node = lab.node();
        assertEquals(0, follow(node, "true", new byte[0], Progress.none()));
        CountDownLatch begun = new CountDownLatch(8);
        Path go = folder.resolve("go");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                threads.submit(() -> lab.remote.follow(node, "echo begun; while [ ! -e " + go + " ]; do sleep 0.1; done", new byte[0],
                        Duration.ofSeconds(5), Progress.none(), line -> begun.countDown(), line -> { }));
            }
            begun.await();
            assertEquals(1, lab.remote.openConnections());
            Files.createFile(go);
        }
        Local.await(() -> lab.remote.openConnections() == 0);
    }

    @Test
    void twoHundredAndFiftyTwoNodesAreHeldAtOnce() throws Exception {
        Sshd server = lab.server(null);
        int nodes = 252;
        CountDownLatch begun = new CountDownLatch(nodes);
        CountDownLatch ended = new CountDownLatch(nodes);
        Path go = folder.resolve("go");
        Local.run("mkfifo", go.toString());
        int threadsBefore = Thread.getAllStackTraces().size();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= nodes; i++) {
                Node node = server.node(Lab.uuid(i), "pc" + i);
                lab.pins.accept(node.uuid(), server.hostKey());
                threads.submit(() -> {
                    int exit = lab.remote.follow(node, "echo begun; read -r _ < " + go, new byte[0], Duration.ofSeconds(5), Progress.none(),
                            line -> begun.countDown(), line -> { });
                    ended.countDown();
                    return exit;
                });
            }
            assertTrue(begun.await(120, java.util.concurrent.TimeUnit.SECONDS), begun.getCount() + " missing");
            int threadsNow = Thread.getAllStackTraces().size();
            assertTrue(threadsNow < threadsBefore + 20, threadsNow + " threads");
            Files.write(go, "\n".repeat(1_000).getBytes());
        }
        assertEquals(0, ended.getCount());
    }

    @Test
    void cancelStopsListeningAndLetsTheNodeGoOn() throws Exception {
        Node node = lab.node();
        Path done = folder.resolve("done");
        SimpleProgress progress = new SimpleProgress();
        CompletableFuture<Integer> following = CompletableFuture.supplyAsync(() -> {
            try {
                return follow(node, "echo begun; sleep 1; touch " + done, new byte[0], progress);
            } catch (ProblemException failed) {
                throw new IllegalStateException(failed);
            }
        });
        Local.await(() -> !lines.isEmpty());
        long begin = System.nanoTime();
        progress.cancel();
        ExecutionException stopped = assertThrows(ExecutionException.class, following::get);
        assertTrue(stopped.getCause() instanceof CancellationException, stopped.toString());
        assertTrue(FanOut.since(begin).toMillis() < 900);
        Local.await(() -> Files.exists(done));
    }

    @Test
    void aConnectionThatDiedIdleIsReplaced() throws Exception {
        Sshd server = lab.server(null);
        Node node = lab.node(server);
        assertEquals(0, follow(node, "true", new byte[0], Progress.none()));
        server.killConnections();
        assertEquals(0, follow(node, "echo again", new byte[0], Progress.none()));
        assertEquals(List.of("again"), lines);
    }

    @Test
    void afterTheEngineHasStoppedNothingConnects() throws Exception {
        Node node = lab.node();
        lab.remote.close();
        assertThrows(CancellationException.class, () -> follow(node, "true", new byte[0], Progress.none()));
    }
}
