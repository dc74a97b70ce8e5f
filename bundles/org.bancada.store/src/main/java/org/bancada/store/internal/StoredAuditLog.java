package org.bancada.store.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;
import org.bancada.store.Schema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The audit log in a table of the database; triggers see to it that nothing in it is changed later. */
@Component(service = AuditLog.class)
public final class StoredAuditLog implements AuditLog {
    private static final Schema SCHEMA = Schema.of("audit", Schema.Migration.of(
            "CREATE TABLE audit_entry (id INTEGER PRIMARY KEY AUTOINCREMENT, began INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, "
                    + "nodes TEXT NOT NULL, why TEXT NOT NULL, result TEXT NOT NULL)",
            "CREATE TRIGGER audit_kept BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit entries are kept'); END",
            "CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit_entry WHEN old.result <> '' OR new.id <> old.id OR new.began <> old.began "
                    + "OR new.who <> old.who OR new.what <> old.what OR new.nodes <> old.nodes OR new.why <> old.why "
                    + "BEGIN SELECT RAISE(ABORT, 'audit entries are fixed'); END"));

    private final Database database;
    private final InstantSource clock;

    @Activate
    public StoredAuditLog(@Reference Database database) throws ProblemException {
        this(database, InstantSource.system());
    }

    StoredAuditLog(Database database, InstantSource clock) throws ProblemException {
        this.database = database;
        this.clock = clock;
        database.migrate(SCHEMA);
    }

    @Override
    public long begin(String who, String what, List<String> nodes, String why) throws ProblemException {
        Instant now = clock.instant();
        return database.write(connection -> {
            try (PreparedStatement add = connection.prepareStatement(
                    "INSERT INTO audit_entry (began, who, what, nodes, why, result) VALUES (?, ?, ?, ?, ?, '') RETURNING id")) {
                add.setLong(1, now.toEpochMilli());
                add.setString(2, who);
                add.setString(3, what);
                add.setString(4, String.join("\n", nodes));
                add.setString(5, why);
                try (ResultSet id = add.executeQuery()) {
                    id.next();
                    return id.getLong(1);
                }
            }
        });
    }

    @Override
    public void end(long id, String result) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement end = connection.prepareStatement("UPDATE audit_entry SET result = ? WHERE id = ?")) {
                end.setString(1, result);
                end.setLong(2, id);
                end.executeUpdate();
            }
        });
    }

    @Override
    public List<AuditEntry> entries(Query query, int limit) throws ProblemException {
        return database.read(connection -> {
            List<AuditEntry> found = new ArrayList<>();
            try (PreparedStatement all = connection.prepareStatement(
                    "SELECT id, began, who, what, nodes, why, result FROM audit_entry ORDER BY id DESC");
                    ResultSet rows = all.executeQuery()) {
                while (found.size() < limit && rows.next()) {
                    AuditEntry entry = entry(rows);
                    if (query.matches(entry)) {
                        found.add(entry);
                    }
                }
            }
            return List.copyOf(found);
        });
    }

    @Override
    public List<AuditEntry> after(long id, int limit) throws ProblemException {
        return database.read(connection -> {
            List<AuditEntry> found = new ArrayList<>();
            try (PreparedStatement some = connection.prepareStatement(
                    "SELECT id, began, who, what, nodes, why, result FROM audit_entry WHERE id > ? ORDER BY id LIMIT ?")) {
                some.setLong(1, id);
                some.setInt(2, limit);
                try (ResultSet rows = some.executeQuery()) {
                    while (rows.next()) {
                        found.add(entry(rows));
                    }
                }
            }
            return List.copyOf(found);
        });
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        String nodes = row.getString(5);
        return new AuditEntry(row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4),
                nodes.isEmpty() ? List.of() : List.of(nodes.split("\n")), row.getString(6), row.getString(7));
    }
}
