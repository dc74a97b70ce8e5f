package org.bancada.cli.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.bancada.cli.CommandServer;
import org.bancada.cli.wire.Connection;
import org.bancada.cli.wire.SocketFile;
import org.bancada.core.DataFolder;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Listens on the data folder's socket, one virtual thread a command. Who owns the folder's lock owns the socket: a file found there is stale. */
@Component(service = CommandServer.class, immediate = true)
public final class SocketServer implements CommandServer {
    private static final System.Logger LOG = System.getLogger(SocketServer.class.getName());
    private static final int MOST_SESSIONS = 64;

    private final Path socket;
    private final ServerSocketChannel server;
    private final SessionFactory sessions;
    private final Set<Session> running = new HashSet<>();
    private boolean finishing;

    /** Makes the session of a connection. */
    interface SessionFactory {
        Session session(Connection connection);
    }

    @Activate
    public SocketServer(BundleContext context, @Reference DataFolder folder, @Reference CommandLines lines) throws IOException {
        this(folder.socket(), connection -> new Session(connection, lines, new SharedEngines(context, folder)));
    }

    SocketServer(Path socket, SessionFactory sessions) throws IOException {
        this.socket = socket;
        this.sessions = sessions;
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try (SocketFile file = new SocketFile(socket)) {
            server.bind(file.address());
            // The folder is the owner's alone, so nobody can come in between.
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            server.close();
            throw failed;
        }
        Thread.ofVirtual().name("commands").start(this::listen);
    }

    private void listen() {
        while (server.isOpen()) {
            try {
                begin(server.accept());
            } catch (IOException closedOrOutOfFiles) {
                if (server.isOpen()) {
                    LOG.log(System.Logger.Level.WARNING, "a command could not be taken", closedOrOutOfFiles);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(200));
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(SocketChannel channel) {
        Connection connection = new Connection(channel);
        Session session = sessions.session(connection);
        boolean taken;
        synchronized (this) {
            taken = !finishing && running.size() < MOST_SESSIONS && running.add(session);
        }
        Thread.ofVirtual().name("command").start(() -> {
            try {
                if (taken) {
                    session.run();
                } else {
                    session.refuse();
                }
            } finally {
                ended(session);
            }
        });
    }

    private synchronized void ended(Session session) {
        running.remove(session);
        notifyAll();
    }

    @Override
    public void finish(Duration patience) {
        synchronized (this) {
            finishing = true;
        }
        try {
            server.close();
            Files.deleteIfExists(socket);
            if (!awaitEnd(patience)) {
                List<Session> left;
                synchronized (this) {
                    left = List.copyOf(running);
                }
                left.forEach(Session::cancel);
                awaitEnd(Duration.ofSeconds(5));
            }
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "the socket could not be removed: " + socket, failed);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!running.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Deactivate
    public void close() {
        finish(Duration.ZERO);
    }
}
