package org.bancada.remote.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;

/**
 * A real OpenSSH server on a loopback address of its own, with its own host key; behind a forced command, as a node of the practice lab.
 * SHLVL keeps bash from reading this machine's .bashrc at each login.
 */
final class Sshd implements AutoCloseable {
    final Path folder;
    final String address;
    final int port;
    private Process process;

    /** @param authorizedKey a public key line; {@code path} what comes first on PATH behind the login, or null */
    Sshd(Path folder, String address, String authorizedKey, Path path) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.address = address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            this.port = free.getLocalPort();
        }
        Files.createDirectories(folder.resolve("root"));
        Files.writeString(folder.resolve("authorized_keys"), authorizedKey + "\n");
        Files.writeString(folder.resolve("enter"), "ROOT=" + folder.resolve("root") + "\nexport ROOT\n"
                + (path == null ? "" : "PATH=" + path + ":$PATH\n") + "exec /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"\n");
        newHostKey();
        Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress %s:%d
                HostKey %s/host_key
                PidFile none
                AuthorizedKeysFile %s/authorized_keys
                ForceCommand /bin/sh %s/enter
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                MaxStartups 40:100:41
                SetEnv SHLVL=9
                PrintMotd no
                PrintLastLog no
                LogLevel ERROR
                """.formatted(address, port, folder, folder, folder));
        start();
    }

    String newHostKey() throws Exception {
        Files.deleteIfExists(folder.resolve("host_key"));
        Files.deleteIfExists(folder.resolve("host_key.pub"));
        Local.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "node", "-f", folder.resolve("host_key").toString());
        return hostKey();
    }

    String hostKey() throws IOException {
        return Files.readString(folder.resolve("host_key.pub"));
    }

    void start() throws Exception {
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        process = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", folder.resolve("sshd_config").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        Local.await(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 200);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    void stop() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** Kills the server's side of every connection, as a crash of the node does. */
    void killConnections() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    Node node(String uuid, String name) {
        return node(uuid, name, address, port, NodeState.ONLINE);
    }

    static Node node(String uuid, String name, String address, int port, NodeState state) {
        return new Node(uuid, name, new Place("São Carlos", "DC", "Lab 1", name), "OptiPlex 7010", "Dell Inc.", state, address, port,
                "02:00:00:00:00:01", null, Facts.of(Map.of("ssh.user", System.getProperty("user.name"))));
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
