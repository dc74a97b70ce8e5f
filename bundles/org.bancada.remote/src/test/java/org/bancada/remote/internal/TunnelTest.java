package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.remote.Tunnel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TunnelTest {
    @TempDir
    Path folder;
    private Lab lab;
    private Node node;
    private Path service;
    private ServerSocketChannel server;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
        node = lab.node();
        service = folder.resolve("service");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(service));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        lab.close();
    }

    /** Answers each connection with what it sent. */
    private void echo() {
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    SocketChannel accepted = server.accept();
                    Thread.startVirtualThread(() -> {
                        try (accepted) {
                            Channels.newInputStream(accepted).transferTo(Channels.newOutputStream(accepted));
                        } catch (IOException gone) {
                            // The test's side has ended.
                        }
                    });
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    private Tunnel tunnel(Path socket) throws ProblemException {
        return lab.remote.tunnel(node, socket.toString(), Duration.ofSeconds(2), Progress.none());
    }

    @Test
    void bytesGoThroughBothWaysAndNobodyElseMayOpenIt() throws Exception {
        echo();
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        try (Tunnel tunnel = tunnel(service)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tunnel.socket())));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(tunnel.socket().getParent())));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(tunnel.socket()))) {
                Thread.startVirtualThread(() -> {
                    try {
                        for (ByteBuffer rest = ByteBuffer.wrap(sent); rest.hasRemaining();) {
                            client.write(rest);
                        }
                    } catch (IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                });
                assertArrayEquals(sent, Channels.newInputStream(client).readNBytes(sent.length));
            }
        }
    }

    @Test
    void closingEndsWhoeverWaitsAndLeavesNothing() throws Exception {
        Tunnel tunnel = tunnel(service);
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(tunnel.socket()))) {
            Thread.startVirtualThread(tunnel::close);
            assertEquals(-1, Channels.newInputStream(client).read());
        }
        tunnel.close();
        assertFalse(Files.exists(tunnel.socket().getParent()));
        Local.await(() -> lab.remote.openConnections() == 0);
    }

    @Test
    void aServiceThatDiesEndsTheConnection() throws Exception {
        try (Tunnel tunnel = tunnel(service); SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(tunnel.socket()))) {
            server.accept().close();
            assertEquals(-1, Channels.newInputStream(client).read());
        }
    }

    @Test
    void aSocketThatIsNotThereIsNamed() throws Exception {
        ProblemException refused = assertThrows(ProblemException.class, () -> tunnel(folder.resolve("nothing")));
        assertTrue(refused.problem().line().contains("/nothing"), refused.problem().line());
        assertTrue(refused.problem().cure().contains("AllowStreamLocalForwarding"), refused.problem().line());
    }

    @Test
    void aConnectionThatDiedIdleIsReplaced() throws Exception {
        echo();
        Sshd second = lab.server(null);
        node = lab.node(second);
        tunnel(service).close();
        second.killConnections();
        try (Tunnel tunnel = tunnel(service); SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(tunnel.socket()))) {
            client.write(ByteBuffer.wrap(new byte[] {7}));
            assertEquals(7, Channels.newInputStream(client).read());
        }
    }

    @Test
    void anUnknownKeyAndACancelledAttemptOpenNothing() throws Exception {
        SimpleProgress cancelled = new SimpleProgress();
        cancelled.cancel();
        assertThrows(CancellationException.class, () -> lab.remote.tunnel(node, service.toString(), Duration.ofSeconds(5), cancelled));
        lab.pins.forget(node);
        assertThrows(ProblemException.class, () -> tunnel(service));
    }
}
