package org.bancada.metrics.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.metrics.Metric;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/**
 * Readings in the database. A row holds the packed buckets of one metric of one node for a day (raw), a week (hours) or 128 days (days), so that a
 * year of a campus takes tens of megabytes; the coarser levels grow with each reading, nothing has to be rolled up later.
 */
final class MetricTables {
    private static final System.Logger LOG = System.getLogger(MetricTables.class.getName());
    private static final Schema SCHEMA = Schema.of("metrics", Schema.Migration.of(
            "CREATE TABLE metrics_series (id INTEGER PRIMARY KEY, node TEXT NOT NULL, metric TEXT NOT NULL, UNIQUE (node, metric))",
            "CREATE TABLE metrics_chunk (series INTEGER NOT NULL REFERENCES metrics_series ON DELETE CASCADE, level INTEGER NOT NULL, "
                    + "start INTEGER NOT NULL, points BLOB NOT NULL)",
            "CREATE UNIQUE INDEX metrics_chunk_key ON metrics_chunk (series, level, start)",
            "CREATE TABLE metrics_node (node TEXT PRIMARY KEY, at INTEGER NOT NULL, counters TEXT NOT NULL)"));
    /** Per node: five fixed ones, and two of each of the disks that are read; mount points that come and go may add to them. */
    private static final int MOST_SERIES = 60;

    private final Database database;

    MetricTables(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    <T> T write(Database.Work<T> work) throws ProblemException {
        return database.write(work);
    }

    /** What each node counted up to its last report that was read. */
    Map<String, Counters> counters() throws ProblemException {
        return database.read(connection -> {
            Map<String, Counters> counters = new HashMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT node, at, counters FROM metrics_node"); ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counters.put(row.getString(1), Counters.read(row.getLong(2), row.getString(3)));
                }
            }
            return counters;
        });
    }

    void saveCounters(Connection connection, String uuid, Counters counters) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement("INSERT OR REPLACE INTO metrics_node (node, at, counters) VALUES (?, ?, ?)")) {
            save.setString(1, uuid);
            save.setLong(2, counters.at());
            save.setString(3, counters.text());
            save.executeUpdate();
        }
    }

    /** Adds one reading to every level. */
    void add(Connection connection, String uuid, long at, Map<Metric, Double> readings) throws SQLException {
        Map<String, Long> ids = ids(connection, uuid);
        for (Map.Entry<Metric, Double> reading : readings.entrySet()) {
            Long id = ids.get(reading.getKey().name());
            if (id == null && ids.size() < MOST_SERIES) {
                id = newSeries(connection, uuid, reading.getKey().name());
                ids.put(reading.getKey().name(), id);
            }
            if (id != null) {
                for (Level level : Level.values()) {
                    add(connection, id, level, Bucket.of(level.bucket(at), reading.getKey().unit().stored(reading.getValue())));
                }
            }
        }
    }

    private static Map<String, Long> ids(Connection connection, String uuid) throws SQLException {
        Map<String, Long> ids = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT metric, id FROM metrics_series WHERE node = ?")) {
            query.setString(1, uuid);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.put(row.getString(1), row.getLong(2));
                }
            }
        }
        return ids;
    }

    private static long newSeries(Connection connection, String uuid, String metric) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement("INSERT INTO metrics_series (node, metric) VALUES (?, ?) RETURNING id")) {
            save.setString(1, uuid);
            save.setString(2, metric);
            try (ResultSet id = save.executeQuery()) {
                id.next();
                return id.getLong(1);
            }
        }
    }

    private static void add(Connection connection, long series, Level level, Bucket bucket) throws SQLException {
        long start = level.chunk(bucket.at());
        List<Bucket> buckets = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT points FROM metrics_chunk WHERE series = ? AND level = ? AND start = ?")) {
            query.setLong(1, series);
            query.setInt(2, level.ordinal());
            query.setLong(3, start);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    buckets.addAll(unpack(row.getBytes(1), start, level));
                }
            }
        }
        int place = Collections.binarySearch(buckets, bucket, (a, b) -> Long.compare(a.at(), b.at()));
        if (place < 0) {
            buckets.add(-place - 1, bucket);
        } else {
            buckets.set(place, level == Level.RAW ? bucket : buckets.get(place).with(bucket));
        }
        try (PreparedStatement save = connection.prepareStatement("INSERT INTO metrics_chunk (series, level, start, points) VALUES (?, ?, ?, ?) "
                + "ON CONFLICT (series, level, start) DO UPDATE SET points = excluded.points")) {
            save.setLong(1, series);
            save.setInt(2, level.ordinal());
            save.setLong(3, start);
            save.setBytes(4, Packed.pack(buckets, start, level == Level.RAW));
            save.executeUpdate();
        }
    }

    /** A damaged row costs its own stretch of time, nothing else. */
    private static List<Bucket> unpack(byte[] points, long start, Level level) {
        try {
            return Packed.unpack(points, start, level == Level.RAW);
        } catch (IllegalArgumentException damaged) {
            LOG.log(System.Logger.Level.WARNING, "readings from " + start + " are damaged and were left out", damaged);
            return List.of();
        }
    }

    /** Names of all metrics of which there is a reading. */
    List<String> metrics() throws ProblemException {
        return database.read(connection -> {
            List<String> names = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT DISTINCT metric FROM metrics_series ORDER BY metric");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        });
    }

    /** The buckets that begin in {@code from} to before {@code to}, by node; without the nodes that have none. */
    Map<String, List<Bucket>> buckets(String metric, List<String> uuids, Level level, long from, long to, Progress progress) throws ProblemException {
        return database.read(connection -> {
            Map<String, List<Bucket>> all = new LinkedHashMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT c.start, c.points FROM metrics_series s JOIN metrics_chunk c ON c.series = s.id "
                    + "AND c.level = ? AND c.start >= ? AND c.start < ? WHERE s.node = ? AND s.metric = ? ORDER BY c.start")) {
                for (String uuid : uuids) {
                    progress.check();
                    query.setInt(1, level.ordinal());
                    query.setLong(2, level.chunk(from));
                    query.setLong(3, to);
                    query.setString(4, uuid);
                    query.setString(5, metric);
                    List<Bucket> buckets = new ArrayList<>();
                    try (ResultSet row = query.executeQuery()) {
                        while (row.next()) {
                            unpack(row.getBytes(2), row.getLong(1), level).stream().filter(b -> b.at() >= level.bucket(from) && b.at() < to).forEach(buckets::add);
                        }
                    }
                    if (!buckets.isEmpty()) {
                        all.put(uuid, buckets);
                    }
                }
            }
            return all;
        });
    }

    /** Forgets what is older than each level is kept, and the nodes that are not known any more. */
    void forget(long now, Set<String> known) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement old = connection.prepareStatement("DELETE FROM metrics_chunk WHERE level = ? AND start < ?")) {
                for (Level level : Level.values()) {
                    old.setInt(1, level.ordinal());
                    old.setLong(2, now - level.kept - level.period);
                    old.executeUpdate();
                }
            }
            List<String> gone = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT node FROM metrics_node"); ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!known.contains(row.getString(1))) {
                        gone.add(row.getString(1));
                    }
                }
            }
            for (String table : List.of("metrics_series", "metrics_node")) {
                try (PreparedStatement remove = connection.prepareStatement("DELETE FROM " + table + " WHERE node = ?")) {
                    for (String uuid : gone) {
                        remove.setString(1, uuid);
                        remove.executeUpdate();
                    }
                }
            }
        });
    }
}
