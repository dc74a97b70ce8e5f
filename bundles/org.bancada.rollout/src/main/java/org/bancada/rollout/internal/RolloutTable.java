package org.bancada.rollout.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Schedule;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** Rollouts and their nodes in the database: what is written here is where a killed workbench goes on. */
final class RolloutTable {
    private static final Schema SCHEMA = Schema.of("rollout", Schema.Migration.of("""
            CREATE TABLE rollout_rollout (
              id INTEGER PRIMARY KEY AUTOINCREMENT, image TEXT NOT NULL, image_name TEXT NOT NULL, image_bytes INTEGER NOT NULL,
              selector TEXT NOT NULL, state TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL, info_hash TEXT NOT NULL,
              piece_length INTEGER NOT NULL, success REAL NOT NULL, error REAL NOT NULL, stall_s INTEGER NOT NULL, validity_s INTEGER NOT NULL,
              wake_s INTEGER NOT NULL, idle_s INTEGER NOT NULL, audit INTEGER NOT NULL)
            """, """
            CREATE TABLE rollout_node (
              rollout INTEGER NOT NULL REFERENCES rollout_rollout(id), position INTEGER NOT NULL, uuid TEXT NOT NULL, name TEXT NOT NULL,
              campus TEXT NOT NULL, building TEXT NOT NULL, room TEXT NOT NULL, seat TEXT NOT NULL, model TEXT NOT NULL, vendor TEXT NOT NULL,
              address TEXT NOT NULL, ssh_port INTEGER NOT NULL, mac TEXT NOT NULL, wave INTEGER NOT NULL, token TEXT NOT NULL,
              state TEXT NOT NULL, since INTEGER NOT NULL, reason TEXT NOT NULL, arguments TEXT NOT NULL, bytes INTEGER NOT NULL,
              PRIMARY KEY (rollout, uuid)) WITHOUT ROWID
            """));

    private final Database database;
    private final ScheduleTable schedules;
    private final HistoryTable history;
    private final SeriesTable series;

    /**
     * One rollout's row; {@code id} 0 while it has none. {@code ended} is null while it is not over.
     *
     * @param audit the audit log's entry that ends with it
     */
    record Row(long id, String image, String imageName, long imageBytes, String selector, RolloutState state, Instant started, Instant ended,
            String infoHash, int pieceLength, double success, double error, Duration stall, Duration validity, Duration wake, Duration idle,
            long audit) {
    }

    RolloutTable(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
        schedules = new ScheduleTable(database);
        history = new HistoryTable(database);
        series = new SeriesTable(database);
    }

    HistoryTable history() {
        return history;
    }

    Schedule schedule(long rollout) throws ProblemException {
        return schedules.of(rollout);
    }

    SeriesTable series() {
        return series;
    }

    /** Stores a rollout with all its nodes, or nothing. @return its id */
    long insert(Row row, List<Track.Row> nodes, Schedule schedule) throws ProblemException {
        return database.write(connection -> {
            long id;
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO rollout_rollout VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", Statement.RETURN_GENERATED_KEYS)) {
                set(insert, row.image(), row.imageName(), row.imageBytes(), row.selector(), row.state().name(), row.started().toEpochMilli(),
                        millis(row.ended()), row.infoHash(), row.pieceLength(), row.success(), row.error(), row.stall().toSeconds(),
                        row.validity().toSeconds(), row.wake().toSeconds(), row.idle().toSeconds(), row.audit());
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    keys.next();
                    id = keys.getLong(1);
                }
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO rollout_node VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
                for (Track.Row node : nodes) {
                    Node n = node.node();
                    set(insert, id, node.position(), n.uuid(), n.name(), n.place().campus(), n.place().building(), n.place().room(),
                            n.place().seat(), n.model(), n.vendor(), n.address(), n.sshPort(), n.mac(), node.wave(), node.token(),
                            node.state().name(), node.since().toEpochMilli(), node.reason().code(), node.reason().stored(), node.bytes());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            for (Track.Row node : nodes) {
                history.step(connection, id, node.node().uuid(), node.state(), node.since());
            }
            schedules.insert(connection, id, schedule);
            return id;
        });
    }

    static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static long millis(Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    void update(long rollout, String uuid, NodeRolloutState state, Instant since, Reason reason, long bytes) throws ProblemException {
        database.execute(connection -> {
            history.step(connection, rollout, uuid, state, since);
            run(connection, "UPDATE rollout_node SET state = ?, since = ?, reason = ?, arguments = ?, bytes = ? WHERE rollout = ? AND uuid = ?",
                    state.name(), since.toEpochMilli(), reason.code(), reason.stored(), bytes, rollout, uuid);
        });
    }

    void update(long rollout, RolloutState state, Instant ended, long audit) throws ProblemException {
        execute("UPDATE rollout_rollout SET state = ?, ended = ?, audit = ? WHERE id = ?", state.name(), millis(ended), audit, rollout);
    }

    private void execute(String sql, Object... values) throws ProblemException {
        database.execute(connection -> run(connection, sql, values));
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    /** Those that are not over: also the cancelled and stopped ones whose nodes have not all been told. */
    List<Row> unfinished() throws ProblemException {
        return database.read(connection -> rows(connection, "WHERE ended = 0 ORDER BY id"));
    }

    /** Newest first. */
    List<Row> newest(int limit) throws ProblemException {
        return database.read(connection -> rows(connection, "ORDER BY id DESC LIMIT " + limit));
    }

    List<Row> byId(long id) throws ProblemException {
        return database.read(connection -> rows(connection, "WHERE id = " + id));
    }

    private static List<Row> rows(Connection connection, String condition) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM rollout_rollout " + condition);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long ended = row.getLong("ended");
                rows.add(new Row(row.getLong("id"), row.getString("image"), row.getString("image_name"), row.getLong("image_bytes"),
                        row.getString("selector"), RolloutState.valueOf(row.getString("state")), Instant.ofEpochMilli(row.getLong("started")),
                        ended == 0 ? null : Instant.ofEpochMilli(ended), row.getString("info_hash"), row.getInt("piece_length"),
                        row.getDouble("success"), row.getDouble("error"), Duration.ofSeconds(row.getLong("stall_s")),
                        Duration.ofSeconds(row.getLong("validity_s")), Duration.ofSeconds(row.getLong("wake_s")),
                        Duration.ofSeconds(row.getLong("idle_s")), row.getLong("audit")));
            }
        }
        return rows;
    }

    /** In the order in which they were given. */
    List<Track.Row> nodes(long rollout) throws ProblemException {
        return database.read(connection -> {
            List<Track.Row> nodes = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM rollout_node WHERE rollout = ? ORDER BY position")) {
                select.setLong(1, rollout);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        nodes.add(node(row));
                    }
                }
            }
            return nodes;
        });
    }

    private static Track.Row node(ResultSet row) throws SQLException {
        Place place = new Place(row.getString("campus"), row.getString("building"), row.getString("room"), row.getString("seat"));
        Node node = new Node(row.getString("uuid"), row.getString("name"), place, row.getString("model"), row.getString("vendor"),
                NodeState.OFFLINE, row.getString("address"), row.getInt("ssh_port"), row.getString("mac"), null, Facts.NONE);
        return new Track.Row(row.getLong("rollout"), row.getInt("position"), node, row.getInt("wave"), row.getString("token"),
                NodeRolloutState.valueOf(row.getString("state")), Instant.ofEpochMilli(row.getLong("since")),
                Reason.stored(row.getString("reason"), row.getString("arguments")), row.getLong("bytes"));
    }
}
