package org.bancada.rollout.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.RolloutSample;
import org.bancada.rollout.RolloutStep;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** How rollouts went: their nodes' steps and what came into their buildings. Only {@link #MOST_SAMPLES} samples of a rollout are kept. */
final class HistoryTable {
    /** A week of nights in five buildings. */
    static final int MOST_SAMPLES = 100_000;
    private static final Schema SCHEMA = Schema.of("rollout_history", Schema.Migration.of("""
            CREATE TABLE rollout_history_step (
              id INTEGER PRIMARY KEY AUTOINCREMENT, rollout INTEGER NOT NULL, uuid TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL)
            """, "CREATE INDEX rollout_history_step_of ON rollout_history_step (rollout, id)", """
            CREATE TABLE rollout_history_sample (
              rollout INTEGER NOT NULL, at INTEGER NOT NULL, building TEXT NOT NULL, bytes INTEGER NOT NULL, origin INTEGER NOT NULL,
              PRIMARY KEY (rollout, at, building)) WITHOUT ROWID
            """));

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

    List<RolloutStep> steps(long rollout) throws ProblemException {
        return database.read(connection -> {
            List<RolloutStep> steps = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT uuid, state, at FROM rollout_history_step WHERE rollout = ? ORDER BY id")) {
                select.setLong(1, rollout);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        steps.add(new RolloutStep(row.getString(1), NodeRolloutState.valueOf(row.getString(2)), Instant.ofEpochMilli(row.getLong(3))));
                    }
                }
            }
            return steps;
        });
    }

    void add(long rollout, Collection<RolloutSample> samples) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO rollout_history_sample VALUES (?,?,?,?,?)")) {
                for (RolloutSample sample : samples) {
                    insert.setLong(1, rollout);
                    insert.setLong(2, sample.at().toEpochMilli());
                    insert.setString(3, sample.building());
                    insert.setLong(4, sample.bytes());
                    insert.setLong(5, sample.originBytes());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (PreparedStatement delete = connection.prepareStatement("""
                    DELETE FROM rollout_history_sample WHERE rollout = ?1 AND at < (
                      SELECT at FROM rollout_history_sample WHERE rollout = ?1 ORDER BY at DESC LIMIT 1 OFFSET ?2)""")) {
                delete.setLong(1, rollout);
                delete.setInt(2, MOST_SAMPLES);
                delete.executeUpdate();
            }
        });
    }

    List<RolloutSample> samples(long rollout) throws ProblemException {
        return database.read(connection -> {
            List<RolloutSample> samples = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT at, building, bytes, origin FROM rollout_history_sample WHERE rollout = ? ORDER BY at, building")) {
                select.setLong(1, rollout);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        samples.add(new RolloutSample(Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getLong(3), row.getLong(4)));
                    }
                }
            }
            return samples;
        });
    }
}
