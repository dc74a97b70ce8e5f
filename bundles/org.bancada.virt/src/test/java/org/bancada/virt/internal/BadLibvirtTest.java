package org.bancada.virt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.virt.GuestEvent;
import org.bancada.virt.GuestPick;
import org.bancada.virt.NodeGuests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What answers in libvirt's place, or does not. */
@Timeout(180)
class BadLibvirtTest {
    @TempDir
    Path folder;
    private VirtLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new VirtLab(folder);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    /** Serves one reply to whoever connects, and hangs up or not. */
    private ServerSocketChannel serve(byte[] reply, boolean hangUp, AtomicBoolean reached) throws IOException {
        Files.createDirectories(lab.socket.getParent());
        Files.deleteIfExists(lab.socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(lab.socket));
        Thread.startVirtualThread(() -> {
            List<SocketChannel> open = new ArrayList<>();
            try {
                while (true) {
                    SocketChannel accepted = server.accept();
                    open.add(accepted);
                    accepted.read(ByteBuffer.allocate(1));
                    reached.set(true);
                    for (ByteBuffer rest = ByteBuffer.wrap(reply); rest.hasRemaining();) {
                        accepted.write(rest);
                    }
                    if (hangUp) {
                        accepted.close();
                    }
                }
            } catch (IOException over) {
                open.forEach(one -> {
                    try {
                        one.close();
                    } catch (IOException closedAnyway) {
                        // It is gone.
                    }
                });
            }
        });
        return server;
    }

    @Test
    void garbageIsAProblemOfThatNodeAlone() throws Exception {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        // A reply's length (XDR, big-endian, its own four bytes included), then: its header cut short; more than libvirt takes; less than a header.
        List<byte[]> replies = List.of(noise, new byte[] {0, 0, 0, 28, 1, 2}, new byte[] {127, -1, -1, -1, 0, 0}, new byte[] {0, 0, 0, 1},
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(), new byte[0]);
        for (byte[] reply : replies) {
            try (ServerSocketChannel server = serve(reply, true, new AtomicBoolean())) {
                NodeGuests answer = lab.asked();
                assertNotNull(answer.problem());
                assertEquals(List.of(), answer.guests());
                assertEquals("server1", answer.problem().where());
                assertTrue(lab.guests.off(List.of(lab.node), List.of(GuestPick.named("*"))).plan().isEmpty());
                assertThrows(ProblemException.class, () -> lab.guests.open(lab.node, Progress.none()));
            }
        }
        lab.testDriver();
        assertEquals("test", lab.guest("test").name());
    }

    @Test
    void aConnectionThatGetsNoAnswerIsCancelledAtOnce() throws Exception {
        AtomicBoolean reached = new AtomicBoolean();
        try (ServerSocketChannel server = serve(new byte[0], false, reached)) {
            SimpleProgress progress = new SimpleProgress();
            CompletableFuture<Object> asking = CompletableFuture.supplyAsync(() -> lab.guests.list(List.of(lab.node), progress));
            VirtLab.await(reached::get);
            progress.cancel();
            CompletionException stopped = assertThrows(CompletionException.class, asking::join);
            assertTrue(stopped.getCause() instanceof CancellationException, stopped.toString());
            VirtLab.await(() -> tunnels() == 0);
        }
    }

    private long tunnels() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("data dir/tmp"))) {
            return left.filter(file -> file.getFileName().toString().startsWith("t")).count();
        }
    }

    @Test
    void aDaemonThatDiesIsLostAndFoundAgain() throws Exception {
        lab.testDriver();
        List<GuestEvent> events = Collections.synchronizedList(new ArrayList<>());
        try (Progress.Registration watch = lab.guests.watch(lab.node, events::add)) {
            VirtLab.await(() -> count(events, GuestEvent.Kind.CONNECTED) == 1);
            lab.kill();
            VirtLab.await(() -> count(events, GuestEvent.Kind.LOST) >= 1);
            NodeGuests dead = lab.asked();
            assertNotNull(dead.problem());
            lab.libvirtd();
            VirtLab.await(() -> count(events, GuestEvent.Kind.CONNECTED) == 2);
            assertEquals("test", lab.guest("test").name());
        }
    }

    private static long count(List<GuestEvent> events, GuestEvent.Kind kind) {
        synchronized (events) {
            return events.stream().filter(event -> event.kind() == kind).count();
        }
    }

    @Test
    void aDaemonThatHangsIsCancelledAndGoesOnWhenItWakes() throws Exception {
        lab.testDriver();
        assertEquals("test", lab.guest("test").name());
        String pid = Long.toString(lab.daemon().pid());
        VirtLab.run("kill", "-STOP", pid);
        SimpleProgress progress = new SimpleProgress();
        CompletableFuture<Object> asking = CompletableFuture.supplyAsync(() -> lab.guests.list(List.of(lab.node), progress));
        VirtLab.await(() -> tunnels() == 1);
        progress.cancel();
        assertThrows(CompletionException.class, asking::join);
        VirtLab.run("kill", "-CONT", pid);
        assertEquals("test", lab.guest("test").name());
    }

    @Test
    void whereLibvirtDoesNotRunThatIsSaidAndNothingIsOpen() throws Exception {
        assertEquals(List.of(), lab.guests.open(lab.node, Progress.none()));
        NodeGuests answer = lab.asked();
        assertFalse(answer.libvirt());
        assertTrue(answer.problem().line().contains("libvirt does not run there"), answer.problem().line());
    }

    @Test
    void aMissingLibraryIsNamedWithItsPackage() throws Exception {
        lab.testDriver();
        try (LibvirtGuests without = lab.guests("virt-that-is-not-there")) {
            NodeGuests answer = without.list(List.of(lab.node), Progress.none()).getFirst();
            assertTrue(answer.problem().cure().contains("libvirt0"), answer.problem().line());
            assertTrue(answer.libvirt());
        }
        assertEquals("test", lab.guest("test").name());
    }

    @Test
    void aNodeMayNeitherNameAnotherHostNorAnotherFile() throws Exception {
        lab.testDriver();
        for (String uri : List.of("qemu+ssh://elsewhere/system", "test:///etc/passwd", "qemu:///system?socket=/tmp/x", "esx://host", "$(touch x)")) {
            lab.uri(uri);
            assertTrue(lab.asked().problem().line().contains("libvirt_uri"), uri);
        }
        Files.writeString(lab.root.resolve("etc/bancada/node.conf"), "libvirt_socket=/nowhere; touch " + folder.resolve("run") + "\n");
        assertFalse(lab.asked().libvirt());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    @Test
    void nodesThatCannotBeAskedSayWhyAndTheOthersAnswer() throws Exception {
        lab.testDriver();
        Node off = new Node("00000000-0000-4000-8000-000000000002", "off", lab.node.place(), "", "", NodeState.OFFLINE, "127.0.5.2", 22, "", null,
                lab.node.facts());
        Node unknown = new Node("00000000-0000-4000-8000-000000000003", "new", lab.node.place(), "", "", NodeState.ONLINE, lab.node.address(),
                lab.node.sshPort(), "", null, lab.node.facts());
        List<NodeGuests> answers = lab.guests.list(List.of(off, unknown, lab.node, lab.node), Progress.none());
        assertEquals(3, answers.size());
        assertTrue(answers.get(0).problem().line().contains("offline"));
        assertTrue(answers.get(1).problem().line().contains("host key"), answers.get(1).problem().line());
        assertEquals("test", answers.get(2).guests().getFirst().name());
    }
}
