package org.bancada.remote.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.query.Query;
import org.bancada.store.AuditEntry;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;

/** A remote engine on a data folder, and real nodes that it may log in to. */
final class Lab implements AutoCloseable {
    final Path folder;
    final DataFolder data;
    final StoredSettings settings;
    final StoredAuditLog audit;
    final StoredClientKey key;
    final PinnedKeys pins;
    SshRemote remote;
    private final SqliteDatabase database;
    private final List<Sshd> servers = new ArrayList<>();

    Lab(Path folder) throws Exception {
        this.folder = folder;
        this.data = new DataFolder(Files.createDirectories(folder.resolve("data dir")));
        this.database = new SqliteDatabase(data);
        this.settings = new StoredSettings(database);
        this.audit = new StoredAuditLog(database);
        this.key = new StoredClientKey(data, settings, new KeyStoreSecrets(data));
        this.pins = new PinnedKeys(data, audit);
        this.remote = remote(InstantSource.system());
    }

    SshRemote remote(InstantSource clock) {
        return new SshRemote(data, database, settings, audit, key, pins, clock);
    }

    /** A node that runs, its key not pinned yet. */
    Sshd server(Path path) throws Exception {
        Sshd server = new Sshd(folder.resolve("node" + servers.size()), "127.0.3." + (servers.size() + 1), key.publicLine(), path);
        servers.add(server);
        return server;
    }

    /** A node that runs, its key pinned. */
    Node node(Sshd server) throws Exception {
        int number = servers.indexOf(server) + 1;
        Node node = server.node(uuid(number), "pc" + number);
        pins.accept(node.uuid(), server.hostKey());
        return node;
    }

    Node node() throws Exception {
        return node(server(null));
    }

    static String uuid(int number) {
        return "00000000-0000-4000-8000-%012x".formatted(number);
    }

    List<String> audited() throws Exception {
        return audit.entries(Query.parse(""), 100).stream().map(Lab::text).toList();
    }

    private static String text(AuditEntry entry) {
        return entry.what() + " | " + String.join(",", entry.nodes()) + " | " + entry.result();
    }

    @Override
    public void close() throws Exception {
        remote.close();
        for (Sshd server : servers) {
            server.close();
        }
        database.close();
    }
}
