package org.bancada.rollout.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

import org.bancada.core.DataFolder;
import org.bancada.core.Operation;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.image.internal.ImageCatalogue;
import org.bancada.remote.Remote;
import org.bancada.remote.internal.PinnedKeys;
import org.bancada.remote.internal.SshRemote;
import org.bancada.remote.internal.StoredClientKey;
import org.bancada.rollout.Rollout;
import org.bancada.store.Settings;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;

/** The engines of a workbench in one data folder, wired by hand, with the tracker behind a real HTTP server. */
final class Workbench implements AutoCloseable {
    final DataFolder folder;
    final SqliteDatabase database;
    final StoredAuditLog audit;
    final Settings settings;
    final StoredClientKey clientKey;
    final PinnedKeys pins;
    final Images images;
    final Remote remote;
    private final SshRemote ssh;
    final RolloutEngine rollouts;
    private final HttpServer http;

    /** @param remote null for the real one */
    Workbench(Path root, Remote remote) throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        Files.createDirectories(root);
        folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        audit = new StoredAuditLog(database);
        settings = new StoredSettings(database);
        clientKey = new StoredClientKey(folder, settings, new KeyStoreSecrets(folder));
        pins = new PinnedKeys(folder, audit);
        images = new ImageCatalogue(folder, database, audit);
        ssh = new SshRemote(folder, database, settings, audit, clientKey, pins);
        this.remote = remote != null ? remote : ssh;
        if (remote instanceof DelegatingRemote between) {
            between.real = ssh;
        }
        rollouts = new RolloutEngine(folder, database, audit, settings, images, this.remote);
        http = serve(rollouts, port(root));
        InetSocketAddress address = http.getAddress();
        rollouts.trackerEndpoint = () -> Optional.of(address);
    }

    /** The second life of a workbench listens where the first one did, as a configured collector would. */
    private static int port(Path root) throws IOException {
        Path file = root.resolve("test-port");
        return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
    }

    static HttpServer serve(AnnounceService announces, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/announce/", exchange -> {
            byte[] body = announces.answer(exchange.getRequestURI().getPath().substring("/announce/".length()),
                    exchange.getRequestURI().getRawQuery(), exchange.getRemoteAddress().getAddress(), exchange.getLocalAddress().getAddress());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    InetSocketAddress collector() throws IOException {
        Files.writeString(folder.root().resolve("test-port"), Integer.toString(http.getAddress().getPort()));
        return http.getAddress();
    }

    static <T> T run(Operation<T> operation) throws Exception {
        return operation.run(operation.plan(), Progress.none());
    }

    Image image(String name, String version, int bytes, long seed) throws Exception {
        Path source = Files.createTempFile("bancada-image", ".img");
        try {
            byte[] content = new byte[bytes];
            new Random(seed).nextBytes(content);
            Files.write(source, content);
            return run(images.importFile(new Images.ImportRequest(source, name, "linux", version, List.of())));
        } finally {
            Files.delete(source);
        }
    }

    Rollout rollout(String id) {
        return rollouts.find(id).orElseThrow();
    }

    /** Waits for a condition, looking ten times a second. */
    Rollout await(String id, int seconds, java.util.function.Predicate<Rollout> wanted) throws Exception {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (true) {
            Rollout now = rollout(id);
            if (wanted.test(now)) {
                return now;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + seconds + " s: " + now);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
        }
    }

    Rollout awaitEnd(String id, int seconds) throws Exception {
        return await(id, seconds, rollout -> rollout.ended() != null);
    }


    @Override
    public void close() {
        rollouts.close();
        http.stop(0);
        ssh.close();
        database.close();
    }
}
