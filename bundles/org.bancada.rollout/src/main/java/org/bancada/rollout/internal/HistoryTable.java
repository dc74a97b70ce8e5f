package org.bancada.rollout.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.RolloutStep;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** Which node entered which state when. What came into the buildings is in {@link SeriesTable}. */
final class HistoryTable {
    private static final Schema SCHEMA = Schema.of("rollout_history", Schema.Migration.of("""
            CREATE TABLE rollout_history_step (
              id INTEGER PRIMARY KEY AUTOINCREMENT, rollout INTEGER NOT NULL, uuid TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL)
            """, "CREATE INDEX rollout_history_step_of ON rollout_history_step (rollout, id)", """
            CREATE TABLE rollout_history_sample (
              rollout INTEGER NOT NULL, at INTEGER NOT NULL, building TEXT NOT NULL, bytes INTEGER NOT NULL, origin INTEGER NOT NULL,
              PRIMARY KEY (rollout, at, building)) WITHOUT ROWID
            """), Schema.Migration.of("DROP TABLE rollout_history_sample"));

    private final Database database;

    HistoryTable(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    /** As part of the caller's transaction; a node that stays in its state takes no step. */
    void step(Connection connection, long rollout, String uuid, NodeRolloutState state, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO rollout_history_step (rollout, uuid, state, at) SELECT ?1, ?2, ?3, ?4 WHERE ?3 IS NOT (
                  SELECT state FROM rollout_history_step WHERE rollout = ?1 AND uuid = ?2 ORDER BY id DESC LIMIT 1)""")) {
            insert.setLong(1, rollout);
            insert.setString(2, uuid);
            insert.setString(3, state.name());
            insert.setLong(4, at.toEpochMilli());
            insert.executeUpdate();
        }
    }

    /** Of all nodes, oldest first. */
    List<RolloutStep> steps(long rollout) throws ProblemException {
        return steps("WHERE rollout = ?", rollout);
    }

    /** Of one node, oldest first. */
    List<RolloutStep> steps(long rollout, String uuid) throws ProblemException {
        return steps("WHERE rollout = ? AND uuid = ?", rollout, uuid);
    }

    private List<RolloutStep> steps(String condition, Object... values) throws ProblemException {
        return database.read(connection -> {
            List<RolloutStep> steps = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT uuid, state, at FROM rollout_history_step " + condition + " ORDER BY id")) {
                RolloutTable.set(select, values);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        steps.add(new RolloutStep(row.getString(1), NodeRolloutState.valueOf(row.getString(2)), Instant.ofEpochMilli(row.getLong(3))));
                    }
                }
            }
            return steps;
        });
    }
}
