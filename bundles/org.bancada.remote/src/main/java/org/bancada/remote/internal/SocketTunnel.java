package org.bancada.remote.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Tunnel;

import com.jcraft.jsch.ChannelDirectStreamLocal;
import com.jcraft.jsch.JSchException;

/** Forwards one connection from a private unix socket to one of a node (OpenSSH PROTOCOL 2.4, direct-streamlocal). */
final class SocketTunnel implements Tunnel {
    /** sun_path holds 108 bytes with its closing NUL (unix(7)). */
    private static final int LONGEST_PATH = 107;
    private static final String NAME = "s";
    private static final Duration OPEN = Duration.ofSeconds(10);
    private static final int BUFFER = 64 << 10;

    private final Sessions.Lease lease;
    private final ChannelDirectStreamLocal channel;
    private final InputStream fromNode;
    private final OutputStream toNode;
    private final Path folder;
    private final ServerSocketChannel server;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile SocketChannel local;

    private SocketTunnel(Sessions.Lease lease, ChannelDirectStreamLocal channel, InputStream fromNode, Path folder, ServerSocketChannel server)
            throws IOException {
        this.lease = lease;
        this.channel = channel;
        this.fromNode = fromNode;
        this.toNode = channel.getOutputStream();
        this.folder = folder;
        this.server = server;
    }

    static Tunnel open(Sessions sessions, DataFolder data, Node node, String socket, Duration connectTimeout, Progress cancel)
            throws ProblemException {
        while (true) {
            Sessions.Lease lease = sessions.lease(node, connectTimeout, cancel);
            ChannelDirectStreamLocal channel = null;
            try {
                channel = (ChannelDirectStreamLocal) lease.session().openChannel("direct-streamlocal@openssh.com");
                return open(lease, channel, data, socket, lease.fresh() ? OPEN : connectTimeout, cancel);
            } catch (JSchException refused) {
                boolean connected = lease.session().isConnected();
                abandon(lease, channel, !connected);
                cancel.check();
                if (connected || lease.fresh()) {
                    throw Texts.problem(refused, node.name(), "tunnel.refused", socket, String.valueOf(refused.getMessage()));
                }
            } catch (IOException local) {
                abandon(lease, channel, false);
                throw Texts.problem(local, node.name(), "tunnel.local", local.toString());
            } catch (RuntimeException failed) {
                abandon(lease, channel, false);
                throw failed;
            }
        }
    }

    private static void abandon(Sessions.Lease lease, ChannelDirectStreamLocal channel, boolean broken) {
        if (channel != null) {
            channel.disconnect();
        }
        if (broken) {
            lease.broken();
        }
        lease.close();
    }

    private static SocketTunnel open(Sessions.Lease lease, ChannelDirectStreamLocal channel, DataFolder data, String socket, Duration timeout,
            Progress cancel) throws JSchException, IOException {
        channel.setSocketPath(socket);
        InputStream fromNode = channel.getInputStream();
        try (Progress.Registration registration = cancel.onCancel(channel::disconnect)) {
            channel.connect((int) timeout.toMillis());
        }
        cancel.check();
        Path folder = folder(data);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        SocketTunnel tunnel = new SocketTunnel(lease, channel, fromNode, folder, server);
        try {
            server.bind(UnixDomainSocketAddress.of(tunnel.socket()), 1);
            Files.setPosixFilePermissions(tunnel.socket(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            tunnel.removeLocal();
            throw failed;
        }
        Thread.ofVirtual().name("tunnel-out").start(tunnel::serve);
        return tunnel;
    }

    /** Created with mode 0700, which covers the moment between the socket's creation and its own mode. */
    private static Path folder(DataFolder data) throws IOException {
        Files.createDirectories(data.temporary());
        Path own = Files.createTempDirectory(data.temporary(), "t");
        if (own.resolve(NAME).toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH) {
            return own;
        }
        Files.delete(own);
        return Files.createTempDirectory("bancada-");
    }

    private void serve() {
        try {
            SocketChannel accepted = server.accept();
            local = accepted;
            server.close();
            if (closed.get()) {
                accepted.close();
                return;
            }
            Thread.ofVirtual().name("tunnel-in").start(() -> receive(accepted));
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (accepted.read(buffer.clear()) >= 0) {
                toNode.write(buffer.array(), 0, buffer.position());
                toNode.flush();
            }
        } catch (IOException ended) {
            System.getLogger(SocketTunnel.class.getName()).log(System.Logger.Level.DEBUG, "a tunnel ended", ended);
        } finally {
            close();
        }
    }

    private void receive(SocketChannel accepted) {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int n = fromNode.read(buffer); n >= 0; n = fromNode.read(buffer)) {
                for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, n); rest.hasRemaining();) {
                    accepted.write(rest);
                }
            }
        } catch (IOException ended) {
            System.getLogger(SocketTunnel.class.getName()).log(System.Logger.Level.DEBUG, "a tunnel ended", ended);
        } finally {
            close();
        }
    }

    @Override
    public Path socket() {
        return folder.resolve(NAME);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // The side of this machine first: whoever waits for an answer shall not wait for a node that hangs.
            removeLocal();
            channel.disconnect();
            lease.close();
        }
    }

    private void removeLocal() {
        try {
            server.close();
            SocketChannel accepted = local;
            if (accepted != null) {
                accepted.close();
            }
            Files.deleteIfExists(socket());
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            System.getLogger(SocketTunnel.class.getName()).log(System.Logger.Level.DEBUG, "a tunnel's socket is left", left);
        }
    }
}
