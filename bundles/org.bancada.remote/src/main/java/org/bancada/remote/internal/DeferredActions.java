package org.bancada.remote.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.Deferred;
import org.bancada.remote.RemoteCommand;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;
import org.bancada.store.Schema;
import org.bancada.store.Schema.Migration;

/**
 * Commands that wait for nodes, in the table remote_deferred. Each runs at most once: it is marked before it starts, and what a dead
 * process has left marked is dropped with a word in the audit log, since it may have run.
 */
final class DeferredActions implements Deferred {
    private static final System.Logger LOG = System.getLogger(DeferredActions.class.getName());
    private static final Schema SCHEMA = Schema.of("remote", Migration.of("""
            CREATE TABLE remote_deferred (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL, node TEXT NOT NULL, line TEXT NOT NULL,
            timeout_ms INTEGER NOT NULL, since_ms INTEGER NOT NULL, expiry_ms INTEGER NOT NULL, started INTEGER NOT NULL DEFAULT 0)""",
            "CREATE INDEX remote_deferred_uuid ON remote_deferred (uuid)"));
    private static final int MOST_PER_NODE = 100;

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Runner runner;
    private boolean ready;

    /** Runs one command on one node. */
    interface Runner {
        /** Whether the node can be logged in to; if not, its actions wait on. */
        boolean reaches(Node node);

        /** @return how it ended, for the audit log */
        String run(Node node, RemoteCommand command);
    }

    private record Row(long id, Node node, RemoteCommand command) {
    }

    DeferredActions(Database database, AuditLog audit, InstantSource clock, Runner runner) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.runner = runner;
    }

    void add(Node node, RemoteCommand command) throws ProblemException {
        prepare();
        Instant now = clock.instant();
        database.execute(connection -> {
            try (PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM remote_deferred WHERE uuid = ?")) {
                count.setString(1, node.uuid());
                try (ResultSet rows = count.executeQuery()) {
                    if (rows.next() && rows.getInt(1) >= MOST_PER_NODE) {
                        throw Texts.problem(node.name(), "deferred.many", MOST_PER_NODE);
                    }
                }
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO remote_deferred (uuid, node, line, timeout_ms, since_ms, expiry_ms) VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, node.uuid());
                insert.setString(2, node.name());
                insert.setString(3, command.line());
                insert.setLong(4, command.timeout().toMillis());
                insert.setLong(5, now.toEpochMilli());
                insert.setLong(6, now.plus(command.waitForOffline()).toEpochMilli());
                insert.executeUpdate();
            }
        });
    }

    @Override
    public List<Waiting> waiting() {
        try {
            prepare();
            expire();
            return rows();
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.ERROR, "the waiting actions cannot be read", failed);
            return List.of();
        }
    }

    @Override
    public void cancel(long id) {
        try {
            prepare();
            for (Waiting one : rows()) {
                if (one.id() == id && delete(id, false)) {
                    Audited.append(audit, "deferred cancel " + one.action(), one.node(), "cancelled");
                }
            }
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.ERROR, "a waiting action cannot be taken back", failed);
        }
    }

    @Override
    public void online(List<Node> nodes) {
        if (!nodes.isEmpty()) {
            List<Node> seen = List.copyOf(nodes);
            Thread.ofVirtual().name("deferred").start(() -> runFor(seen));
        }
    }

    private void runFor(List<Node> nodes) {
        try {
            prepare();
            expire();
            List<Waiting> waiting = rows();
            for (Node node : nodes) {
                if (waiting.stream().anyMatch(w -> w.uuid().equals(node.uuid()))) {
                    Thread.ofVirtual().name("deferred-" + node.name()).start(() -> runAll(node));
                }
            }
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.ERROR, "the waiting actions cannot be run", failed);
        }
    }

    /** One after the other, in the order in which they were asked for. */
    private void runAll(Node node) {
        try {
            if (!runner.reaches(node)) {
                return;
            }
            for (Optional<Row> row = claim(node); row.isPresent(); row = claim(node)) {
                Audited audited = Audited.begin(audit, "deferred run " + row.get().command().line(), List.of(node));
                String result = runner.run(node, row.get().command());
                delete(row.get().id(), true);
                audited.end(result);
            }
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.ERROR, "a waiting action failed on " + node.name(), failed);
        }
    }

    private synchronized void prepare() throws ProblemException {
        if (ready) {
            return;
        }
        database.migrate(SCHEMA);
        List<Waiting> interrupted = query("SELECT id, uuid, node, line, since_ms, expiry_ms FROM remote_deferred WHERE started = 1");
        for (Waiting one : interrupted) {
            delete(one.id(), true);
            Audited.append(audit, "deferred run " + one.action(), one.node(), "interrupted, may have run");
        }
        ready = true;
    }

    private void expire() throws ProblemException {
        Instant now = clock.instant();
        for (Waiting one : rows()) {
            if (!one.expiry().isAfter(now) && delete(one.id(), false)) {
                Audited.append(audit, "deferred run " + one.action(), one.node(), "expired, was not run");
            }
        }
    }

    private List<Waiting> rows() throws ProblemException {
        return query("SELECT id, uuid, node, line, since_ms, expiry_ms FROM remote_deferred WHERE started = 0 ORDER BY id");
    }

    private List<Waiting> query(String sql) throws ProblemException {
        return database.read(connection -> {
            List<Waiting> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Waiting(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4),
                            Instant.ofEpochMilli(rows.getLong(5)), Instant.ofEpochMilli(rows.getLong(6))));
                }
            }
            return found;
        });
    }

    /** Marks the node's oldest action; empty when none waits or one is running. */
    private Optional<Row> claim(Node node) throws ProblemException {
        return database.write(connection -> {
            String sql = """
                    UPDATE remote_deferred SET started = 1 WHERE id = (SELECT min(id) FROM remote_deferred WHERE uuid = ?1 AND expiry_ms > ?2)
                    AND NOT EXISTS (SELECT 1 FROM remote_deferred WHERE uuid = ?1 AND started = 1)
                    RETURNING id, line, timeout_ms, expiry_ms - since_ms""";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setString(1, node.uuid());
                update.setLong(2, clock.millis());
                try (ResultSet row = update.executeQuery()) {
                    return !row.next() ? Optional.empty() : Optional.of(new Row(row.getLong(1), node,
                            new RemoteCommand(row.getString(2), Duration.ofMillis(row.getLong(3)), Duration.ofMillis(row.getLong(4)))));
                }
            }
        });
    }

    private boolean delete(long id, boolean started) throws ProblemException {
        return database.<Boolean>write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM remote_deferred WHERE id = ? AND started = ?")) {
                statement.setLong(1, id);
                statement.setInt(2, started ? 1 : 0);
                return statement.executeUpdate() > 0;
            }
        });
    }
}
