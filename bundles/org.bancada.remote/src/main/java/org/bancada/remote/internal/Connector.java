package org.bancada.remote.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.HostKeys.Key;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;

/** Opens one SSH connection to one node, or says why not. */
final class Connector {
    /** From the open TCP connection to being logged in, whatever the other side does meanwhile. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(20);
    private static final int KEEP_ALIVE_MILLIS = 15_000;
    private static final int KEEP_ALIVE_MISSED = 2;
    /** What the JDK can do by itself: the list is given so that JSch does not try each algorithm again for every connection. */
    private static final String KEY_EXCHANGES = "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
            + "ecdh-sha2-nistp521,diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group14-sha256";
    private static final String CIPHERS = "aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes128-ctr,aes192-ctr,aes256-ctr";
    private static final String HOST_KEYS = "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256";

    private Connector() {
    }

    /**
     * Connects and logs in.
     *
     * @param pinned the key that the node must show; null finds out and is always refused
     * @param check judges the key
     * @throws ProblemException saying which step failed and what to do
     * @throws CancellationException when {@code cancel} asked to stop
     */
    static Session connect(JSch identity, Node node, String user, Key pinned, PinCheck check, Duration timeout, Progress cancel)
            throws ProblemException {
        cancel.check();
        OwnSocket socket = new OwnSocket(node, timeout);
        try (Progress.Registration registration = cancel.onCancel(socket::close)) {
            Session session = identity.getSession(user, node.address(), node.sshPort());
            session.setHostKeyRepository(check);
            session.setHostKeyAlias(node.uuid());
            session.setSocketFactory(socket);
            session.setThreadFactory(Thread.ofVirtual().name("ssh-" + node.name()).factory());
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("kex", KEY_EXCHANGES);
            session.setConfig("cipher.c2s", CIPHERS);
            session.setConfig("cipher.s2c", CIPHERS);
            session.setConfig("server_host_key", preferring(pinned));
            for (String list : new String[] {"CheckCiphers", "CheckMacs", "CheckKexes", "CheckSignatures"}) {
                session.setConfig(list, "");
            }
            session.setServerAliveInterval(KEEP_ALIVE_MILLIS);
            session.setServerAliveCountMax(KEEP_ALIVE_MISSED);
            socket.limit(HANDSHAKE);
            session.connect((int) HANDSHAKE.toMillis());
            socket.done();
            return session;
        } catch (JSchException failed) {
            socket.close();
            cancel.check();
            throw explained(failed, node, user, pinned, check, socket, timeout);
        }
    }

    private static String preferring(Key pinned) {
        if (pinned == null) {
            return HOST_KEYS;
        }
        String first = pinned.type().equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : pinned.type();
        return first + "," + HOST_KEYS;
    }

    private static ProblemException explained(JSchException failed, Node node, String user, Key pinned, PinCheck check, OwnSocket socket,
            Duration timeout) {
        String where = node.name();
        Key shown = check.shown();
        String message = String.valueOf(failed.getMessage());
        if (shown != null && pinned == null) {
            return Texts.problem(failed, where, "host.unknown", shown.fingerprint());
        }
        if (shown != null && !shown.equals(pinned)) {
            return Texts.problem(failed, where, "host.changed", pinned.fingerprint(), shown.fingerprint());
        }
        if (!socket.connected()) {
            boolean silent = root(failed) instanceof SocketTimeoutException;
            Unreachable nobody = new Unreachable(failed);
            return silent ? Texts.problem(nobody, where, "dead", node.address(), seconds(timeout))
                    : Texts.problem(nobody, where, "unreachable", node.address(), String.valueOf(node.sshPort()), String.valueOf(root(failed).getMessage()));
        }
        if (shown != null && (message.startsWith("Auth ") || message.contains("authentication failures"))) {
            return Texts.problem(failed, where, "auth", user);
        }
        if (socket.expired() || root(failed) instanceof SocketTimeoutException) {
            return Texts.problem(failed, where, "handshake.slow", seconds(HANDSHAKE));
        }
        return Texts.problem(failed, where, "handshake", message);
    }

    /** Whether nothing answered at the node's address: it is off, or the network between. */
    static boolean isUnreachable(ProblemException problem) {
        return problem.getCause() instanceof Unreachable;
    }

    /** The cause of a problem with a node at whose address nothing answered. */
    private static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreachable(JSchException cause) {
            super(cause);
        }
    }

    private static String seconds(Duration duration) {
        return String.valueOf(Math.max(1, duration.toSeconds()));
    }

    private static Throwable root(Throwable failed) {
        Throwable root = failed;
        for (int i = 0; root.getCause() != null && i < 20; i++) {
            root = root.getCause();
        }
        return root;
    }

    /** The one socket of a connection: opened within the time given, closed from outside at any moment. */
    private static final class OwnSocket implements SocketFactory {
        private final Node node;
        private final int timeoutMillis;
        private final Socket socket = new Socket();
        private volatile boolean connected;
        private volatile boolean done;
        private volatile boolean expired;

        OwnSocket(Node node, Duration timeout) {
            this.node = node;
            this.timeoutMillis = (int) Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            socket.connect(new InetSocketAddress(InetAddress.getByName(node.address()), node.sshPort()), timeoutMillis);
            connected = true;
            return socket;
        }

        @Override
        public InputStream getInputStream(Socket of) throws IOException {
            return new BufferedInputStream(of.getInputStream(), 32 << 10);
        }

        @Override
        public OutputStream getOutputStream(Socket of) throws IOException {
            return of.getOutputStream();
        }

        boolean connected() {
            return connected;
        }

        boolean expired() {
            return expired;
        }

        void done() {
            done = true;
        }

        /** A server that drips one byte at a time never runs into a read timeout: the whole has an end, too. */
        void limit(Duration handshake) {
            Executor later = CompletableFuture.delayedExecutor(timeoutMillis + handshake.toMillis(), TimeUnit.MILLISECONDS,
                    Thread::startVirtualThread);
            later.execute(() -> {
                if (!done) {
                    expired = true;
                    close();
                }
            });
        }

        void close() {
            done = true;
            try {
                socket.close();
            } catch (IOException closedAnyway) {
                // It is gone.
            }
        }
    }
}
