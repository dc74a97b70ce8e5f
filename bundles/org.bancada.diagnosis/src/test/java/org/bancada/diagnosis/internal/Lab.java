package org.bancada.diagnosis.internal;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.diagnosis.Diagnosis.Verdict;
import org.bancada.fleet.Registration;
import org.bancada.fleet.internal.Inventory;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.image.internal.ImageCatalogue;
import org.bancada.log.NewEvent;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.profile.FolderSource;
import org.bancada.profile.Library;
import org.bancada.remote.internal.PinnedKeys;
import org.bancada.remote.internal.SshRemote;
import org.bancada.remote.internal.StoredClientKey;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.Schedule;
import org.bancada.rollout.internal.RolloutEngine;
import org.bancada.rollout.internal.Tracked;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;

/** The engines on one data folder, with the machine models of this project and a clock that the test sets forward. */
final class Lab implements AutoCloseable {
    private static final List<Cause> CAUSES = List.of(new DidNotWake(), new ReportMissing(), new HalfTheRam(), new WifiOnly(), new SlowLink(),
            new FirmwareDrifted(), new DiskNearlyFull(), new SshBruteForce(), new GuestOutOfMemory());
    private static final String HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
    private static final Path PROFILES = Path.of("../org.bancada.profiles/profiles");

    final SqliteDatabase database;
    final StoredAuditLog audit;
    /** Another one after time has passed. */
    Inventory fleet;
    final LuceneLogStore store;
    private final RolloutEngine rollouts;
    private final SshRemote remote;
    private final PinnedKeys pins;
    private final Images images;
    private final Path root;
    private final Library models = Library.of(FolderSource.read(PROFILES.toAbsolutePath().normalize()).files());
    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
    private long events;

    Lab(Path root) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        this.root = root;
        DataFolder folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        audit = new StoredAuditLog(database);
        fleet = new Inventory(database, clock::get);
        store = new LuceneLogStore(folder);
        StoredSettings settings = new StoredSettings(database);
        images = new ImageCatalogue(folder, database, audit);
        pins = new PinnedKeys(folder, audit);
        remote = new SshRemote(folder, database, settings, audit, new StoredClientKey(folder, settings, new KeyStoreSecrets(folder)), pins);
        rollouts = Tracked.engine(folder, database, audit, settings, images, remote);
    }

    Instant now() {
        return clock.get();
    }

    /** The program is started again later. */
    void pass(Duration time) throws Exception {
        clock.updateAndGet(now -> now.plus(time));
        fleet.close();
        fleet = new Inventory(database, clock::get);
    }

    Diagnosis diagnosis(Cause... others) {
        List<Cause> causes = new ArrayList<>(CAUSES);
        causes.addAll(List.of(others));
        return new Diagnostician(fleet, audit, store, () -> models, rollouts, causes, clock::get);
    }

    private static String uuid(int node) {
        return String.format("00000000-0000-4000-8000-%012d", node);
    }

    String name(int node) {
        return String.format("le1-%02d", node);
    }

    Node node(int node) throws Exception {
        if (fleet.node(uuid(node)).isEmpty()) {
            fleet.register(List.of(new Registration(uuid(node), name(node), new Place("Central", "IC", "le1", "s" + node), "", 0, "")));
        }
        return fleet.node(uuid(node)).orElseThrow();
    }

    Verdict examine(int node) throws Exception {
        return diagnosis().examine(node(node), Progress.none());
    }

    void report(int node, String text) throws Exception {
        node(node);
        fleet.accept(uuid(node), InetAddress.getByName("127.66.0." + node), text.getBytes(StandardCharsets.UTF_8));
    }

    /** What an OptiPlex 7010 reports that lacks nothing. */
    String healthy() {
        return """
                ---- cctk -o /dev/stdout ----
                [cctk]
                virtualization=enable
                vtfordirectio=on
                wakeonlan=lanonly
                ---- cat /proc/meminfo ----
                MemTotal:        7997824 kB
                MemAvailable:    5321000 kB
                ---- df ----
                Filesystem     1K-blocks     Used Available Use% Mounted on
                /dev/sda2 30832636  9251336  19989324  32% /
                ---- ip addr ----
                2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
                    link/ether 18:03:73:aa:bb:cc brd ff:ff:ff:ff:ff:ff
                    inet 10.1.2.3/24 scope global eth0
                ---- ethtool eth0 ----
                Settings for eth0:
                	Supported link modes:   100baseT/Full
                	                        1000baseT/Full
                	Speed: 1000Mb/s
                	Wake-on: g
                	Link detected: yes
                ---- dmidecode ----
                System Information
                	Manufacturer: Dell Inc.
                	Product Name: OptiPlex 7010
                """;
    }

    void log(int node, List<String> messages, Instant first, Duration pause) throws Exception {
        log(name(node), messages, first, pause);
    }

    void log(String host, List<String> messages, Instant first, Duration pause) throws Exception {
        List<NewEvent> some = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            some.add(new NewEvent("e" + events++, "syslog", true, "{\"host\":\"" + host + "\",\"message\":\"" + messages.get(i) + "\",\"@timestamp\":\""
                    + first.plus(pause.multipliedBy(i)) + "\"}", clock.get()));
        }
        for (int i = 0; i < some.size(); i += 5_000) {
            store.add(some.subList(i, Math.min(some.size(), i + 5_000)));
        }
    }

    private Rollout rollout(Node node, RolloutOptions options) throws Exception {
        pins.accept(node.uuid(), HOST_KEY);
        return done(rollouts.start(image(), List.of(node), options));
    }

    private Image image() throws Exception {
        Path file = Files.write(root.resolve("some.img"), new byte[1 << 20]);
        return done(images.importFile(new Images.ImportRequest(file, "ubuntu", "linux", "3", List.of())));
    }

    private static <T> T done(Operation<T> operation) throws Exception {
        return operation.run(operation.plan(), Progress.none());
    }

    /** A rollout to a node that nobody reaches, over. */
    String failedRollout(Node node) throws Exception {
        String id = rollout(node, new RolloutOptions("", List.of(), 0.9, 1, Duration.ofSeconds(2), Duration.ofDays(1), Duration.ofSeconds(1), Duration.ofSeconds(3))).id();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (rollouts.find(id).orElseThrow().ended() == null) {
            if (System.nanoTime() > end) {
                throw new AssertionError(rollouts.find(id).toString());
            }
            LockSupport.parkNanos(20_000_000);
        }
        return id;
    }

    /** A rollout that begins tomorrow. */
    void waitingRollout(Node node) throws Exception {
        Schedule tomorrow = new Schedule(ZoneId.of("UTC"), Instant.now().plus(Duration.ofDays(1)), List.of(), List.of(), List.of());
        rollout(node, RolloutOptions.defaults("").withSchedule(tomorrow));
    }

    @Override
    public void close() throws Exception {
        rollouts.close();
        remote.close();
        store.close();
        fleet.close();
        database.close();
    }
}
