package org.bancada.virt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.bancada.core.DataFolder;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.remote.internal.PinnedKeys;
import org.bancada.remote.internal.SshRemote;
import org.bancada.remote.internal.StoredClientKey;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestOutcome;
import org.bancada.virt.NodeGuests;

/** A real node: OpenSSH, and below its root a real libvirtd in session mode, which serves its test driver and QEMU without KVM. */
final class VirtLab implements AutoCloseable {
    private static final String ADDRESS = "127.0.5.1";
    static final String UUID = "00000000-0000-4000-8000-000000000001";

    final Path folder;
    final Path root;
    final Path socket;
    final StoredAuditLog audit;
    final PinnedKeys pins;
    final SshRemote remote;
    final LibvirtGuests guests;
    final Node node;
    private final DataFolder data;
    private final SqliteDatabase database;
    private final List<Process> processes = new ArrayList<>();
    private Process daemon;

    VirtLab(Path folder) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        this.folder = folder;
        root = Files.createDirectories(folder.resolve("root"));
        socket = root.resolve("run/libvirt/libvirt-sock");
        Files.createDirectories(root.resolve("etc/bancada"));
        data = new DataFolder(Files.createDirectories(folder.resolve("data dir")));
        database = new SqliteDatabase(data);
        audit = new StoredAuditLog(database);
        StoredSettings settings = new StoredSettings(database);
        StoredClientKey key = new StoredClientKey(data, settings, new KeyStoreSecrets(data));
        pins = new PinnedKeys(data, audit);
        remote = new SshRemote(data, database, settings, audit, key, pins);
        guests = guests("virt");
        node = node(sshd(key.publicLine()));
        pins.accept(node.uuid(), Files.readString(folder.resolve("host_key.pub")));
    }

    LibvirtGuests guests(String library) {
        return new LibvirtGuests(remote, audit, new NativeLibvirt(library, data.temporary()));
    }

    static Node node(int port) {
        return new Node(UUID, "server1", new Place("São Carlos", "DC", "Lab 1", "1"), "", "", NodeState.ONLINE, ADDRESS, port, "", null,
                Facts.of(Map.of("ssh.user", System.getProperty("user.name"))));
    }

    private int sshd(String authorizedKey) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(ADDRESS))) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("authorized_keys"), authorizedKey + "\n");
        Files.writeString(folder.resolve("enter"), "ROOT=" + root + "\nexport ROOT\nexec /bin/sh -c \"$SSH_ORIGINAL_COMMAND\"\n");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "node", "-f", folder.resolve("host_key").toString());
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
                SetEnv SHLVL=9
                PrintMotd no
                PrintLastLog no
                LogLevel ERROR
                """.formatted(ADDRESS, port, folder, folder, folder));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        start("sshd", "/usr/sbin/sshd", "-D", "-e", "-f", folder.resolve("sshd_config").toString());
        await(() -> {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(ADDRESS, port), 200);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        return port;
    }

    /** Starts libvirtd. Root of this machine is nobody in a user namespace of its own: else libvirtd would be the machine's. */
    void libvirtd() throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=" + Files.createDirectories(folder.resolve("home")), "XDG_RUNTIME_DIR=" + Files.createDirectories(root.resolve("run"))));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add("libvirtd");
        Files.deleteIfExists(socket);
        daemon = start("libvirtd", command.toArray(String[]::new));
        await(() -> Files.exists(socket));
    }

    /** @param uri what the node says that it is to be reached as */
    void uri(String uri) throws IOException {
        Files.writeString(root.resolve("etc/bancada/node.conf"), "interval=900\nlibvirt_uri=" + uri + "\n");
    }

    /** The guests of the test driver live as long as somebody is connected to it. */
    void testDriver() throws Exception {
        uri("test:///default");
        libvirtd();
        start("keeper", "virsh", "-c", "test+unix:///default?socket=" + socket, "event", "--all", "--loop");
        await(() -> virsh("test:///default", "list", "--all").contains("running"));
    }

    /** What libvirt's own client says. */
    String virsh(String uri, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", uri.replaceFirst(":", "+unix:") + "?socket=" + socket));
        command.addAll(List.of(words));
        return run(command.toArray(String[]::new));
    }

    /** A QEMU guest without a system in it. */
    void defineQemu(String name) throws Exception {
        Path disk = folder.resolve(name + ".qcow2");
        run("qemu-img", "create", "-q", "-f", "qcow2", disk.toString(), "64M");
        Path xml = folder.resolve(name + ".xml");
        Files.writeString(xml, """
                <domain type='qemu'><name>%s</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
                <os><type arch='x86_64' machine='pc'>hvm</type></os>
                <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/><target dev='vda' bus='virtio'/></disk>
                <graphics type='vnc' port='-1' listen='127.0.0.1'/></devices></domain>
                """.formatted(name, disk));
        virsh("qemu:///session", "define", xml.toString());
    }

    NodeGuests asked() {
        return guests.list(List.of(node), Progress.none()).getFirst();
    }

    Guest guest(String name) {
        NodeGuests answer = asked();
        assertTrue(answer.problem() == null, () -> answer.problem().line());
        return answer.guests().stream().filter(guest -> guest.name().equals(name)).findFirst().orElseThrow();
    }

    static GuestOutcome perform(Operation<GuestOutcome> operation) throws Exception {
        Plan plan = operation.plan();
        return operation.run(plan, Progress.none());
    }

    List<String> audited() throws Exception {
        return audit.entries(Query.parse(""), 100).stream().map(entry -> entry.what() + " | " + entry.result()).toList();
    }

    ProcessHandle daemon() {
        return daemon.toHandle();
    }

    void kill() throws Exception {
        daemon.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    private Process start(String log, String... command) throws IOException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve(log + ".log").toFile())).start();
        processes.add(process);
        return process;
    }

    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + output);
        return output;
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                fail("waited for 60 s");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Override
    public void close() throws Exception {
        guests.close();
        remote.close();
        // QEMU lives on without its libvirtd: it is found by its own pid file.
        Path qemu = root.resolve("run/libvirt/qemu/run");
        if (Files.isDirectory(qemu)) {
            try (var pids = Files.newDirectoryStream(qemu, "*.pid")) {
                for (Path pid : pids) {
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        database.close();
    }
}
