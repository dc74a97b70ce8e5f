package org.bancada.alert.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.alert.Delivery;
import org.bancada.core.ProblemException;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** What is told to whom, in the database: an alert once on each way, whatever happens. */
final class DeliveryTables {
    static final Schema.Migration STEP = Schema.Migration.of(
            "CREATE TABLE alert_delivery (alert INTEGER NOT NULL REFERENCES alert_alert ON DELETE CASCADE, way TEXT NOT NULL, state TEXT NOT NULL, "
                    + "attempts INTEGER NOT NULL, at INTEGER NOT NULL, problem TEXT NOT NULL, PRIMARY KEY (alert, way)) WITHOUT ROWID",
            "CREATE INDEX alert_delivery_waiting ON alert_delivery (way, attempts, alert) WHERE state = 'WAITING'");
    private static final int MOST_WAITING = 1_000;

    private final Database database;

    DeliveryTables(Database database) {
        this.database = database;
    }

    void add(long alert, Delivery.Way way, Instant now) throws ProblemException {
        database.execute(connection -> {
            AlertTables.update(connection, "INSERT OR IGNORE INTO alert_delivery (alert, way, state, attempts, at, problem) VALUES (?, ?, 'WAITING', 0, ?, '')", alert,
                    way.name(), now.toEpochMilli());
            AlertTables.update(connection, "UPDATE alert_delivery SET state = 'FAILED', at = ?1 WHERE way = ?2 AND state = 'WAITING' AND alert <= "
                    + "(SELECT alert FROM alert_delivery WHERE way = ?2 AND state = 'WAITING' ORDER BY alert DESC LIMIT 1 OFFSET " + MOST_WAITING + ")", now.toEpochMilli(), way.name());
        });
    }

    void set(long alert, Delivery.Way way, Delivery.State state, int attempts, Instant now, String problem) throws ProblemException {
        database.execute(connection -> AlertTables.update(connection, "UPDATE alert_delivery SET state = ?, attempts = ?, at = ?, problem = ? WHERE alert = ? AND way = ?",
                state.name(), attempts, now.toEpochMilli(), problem, alert, way.name()));
    }

    /** Nobody is told any more of what waits on a way. */
    void giveUp(Delivery.Way way) throws ProblemException {
        database.execute(connection -> AlertTables.update(connection, "UPDATE alert_delivery SET state = 'NEEDLESS' WHERE way = ? AND state = 'WAITING'", way.name()));
    }

    /** What waits on a way, what was tried least first. */
    List<Delivery> waiting(Delivery.Way way, int limit) throws ProblemException {
        return list("WHERE state = 'WAITING' AND way = '" + way.name() + "' ORDER BY attempts, alert", limit);
    }

    List<Delivery> newest(int limit) throws ProblemException {
        return list("ORDER BY alert DESC, way", limit);
    }

    private List<Delivery> list(String which, int limit) throws ProblemException {
        return database.read(connection -> {
            List<Delivery> found = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT alert, way, state, attempts, at, problem FROM alert_delivery " + which + " LIMIT ?")) {
                query.setInt(1, limit);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(new Delivery(row.getLong(1), Delivery.Way.valueOf(row.getString(2)), Delivery.State.valueOf(row.getString(3)), row.getInt(4),
                                Instant.ofEpochMilli(row.getLong(5)), row.getString(6)));
                    }
                }
            }
            return found;
        });
    }
}
