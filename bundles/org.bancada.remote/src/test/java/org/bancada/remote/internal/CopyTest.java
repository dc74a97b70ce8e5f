package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyTest {
    @TempDir
    Path folder;
    private Lab lab;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
        byte[] content = new byte[5_000_000];
        new Random(5).nextBytes(content);
        file = Files.write(folder.resolve("a file"), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private static Path nodeScripts() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("node-scripts"))) {
            here = here.getParent();
        }
        return here.resolve("node-scripts/bin");
    }

    private Outcome copy(List<Node> nodes, String destination, Progress progress) throws ProblemException {
        Operation<Outcome> operation = lab.remote.copy(nodes, file, destination, OutputListener.none());
        return operation.run(operation.plan(), progress);
    }

    @Test
    void theFileArrivesWholeWithItsMode() throws Exception {
        Sshd with = lab.server(nodeScripts());
        Sshd without = lab.server(null);
        List<Node> nodes = List.of(lab.node(with), lab.node(without));
        Outcome outcome = copy(nodes, "/opt/lab/it's a file", Progress.none());
        Path there = with.folder.resolve("root/opt/lab/it's a file");
        assertTrue(outcome.results().get(0).succeeded(), outcome.toString());
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(there));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(there)));
        assertTrue(outcome.results().get(1).reason().contains("node script \"receive\" is missing"), outcome.toString());
        assertTrue(copy(nodes.subList(0, 1), "/opt/lab/it's a file", Progress.none()).results().getFirst().succeeded());
    }

    @Test
    void theNodesOwnWordsSayWhatFailed() throws Exception {
        Sshd server = lab.server(nodeScripts());
        Files.createDirectories(server.folder.resolve("root/opt/lab"));
        Outcome outcome = copy(List.of(lab.node(server)), "/opt/lab", Progress.none());
        assertTrue(outcome.results().getFirst().reason().contains("/opt/lab is a folder"), outcome.toString());
    }

    @Test
    void wrongPlacesAndFilesAreRefusedBeforeAnythingIsSent() throws Exception {
        for (String destination : List.of("", "/", "relative", "//x", "/a//b", "/a/../b", "/./a", "/a/..", "/a/", "/a\nb", "/" + "x".repeat(5_000))) {
            assertThrows(ProblemException.class, () -> lab.remote.copy(List.of(), file, destination, OutputListener.none()).plan(), destination);
        }
        assertThrows(ProblemException.class, () -> lab.remote.copy(List.of(), folder, "/a", OutputListener.none()).plan());
        assertThrows(ProblemException.class, () -> lab.remote.copy(List.of(), folder.resolve("absent"), "/a", OutputListener.none()).plan());
    }

    @Test
    void sendingTellsBytesAndCanBeCancelled() throws Exception {
        Sshd server = lab.server(nodeScripts());
        Node node = lab.node(server);
        AtomicLong told = new AtomicLong();
        lab.remote.send(node, file, "/sent", new SimpleProgress() {
            @Override
            public void worked(long units) {
                told.addAndGet(units);
            }
        });
        assertEquals(Files.size(file), told.get());
        SimpleProgress cancelling = new SimpleProgress() {
            @Override
            public void worked(long units) {
                cancel();
            }
        };
        assertThrows(CancellationException.class, () -> lab.remote.send(node, file, "/cancelled", cancelling));
        Local.await(() -> {
            try (var files = Files.list(server.folder.resolve("root"))) {
                return files.map(f -> f.getFileName().toString()).toList().equals(List.of("sent"));
            }
        });
    }
}
