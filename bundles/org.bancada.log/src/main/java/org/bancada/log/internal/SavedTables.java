package org.bancada.log.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.ProblemException;
import org.bancada.log.SavedSearch;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** Saved searches in the database. Times are milliseconds since 1970. */
final class SavedTables {
    private static final Schema SCHEMA = Schema.of("saved", Schema.Migration.of(
            "CREATE TABLE saved_search (name TEXT PRIMARY KEY, query TEXT NOT NULL, last INTEGER, since INTEGER, until INTEGER) WITHOUT ROWID",
            "CREATE TABLE saved_condition (search TEXT NOT NULL REFERENCES saved_search ON DELETE CASCADE, position INTEGER NOT NULL, field TEXT NOT NULL, "
                    + "value TEXT NOT NULL, negated INTEGER NOT NULL, enabled INTEGER NOT NULL, PRIMARY KEY (search, position)) WITHOUT ROWID",
            "CREATE TABLE saved_column (search TEXT NOT NULL REFERENCES saved_search ON DELETE CASCADE, position INTEGER NOT NULL, field TEXT NOT NULL, "
                    + "width INTEGER NOT NULL, PRIMARY KEY (search, position)) WITHOUT ROWID"));

    private final Database database;

    SavedTables(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    /** All of them as they stand there, whether they make sense or not. */
    List<SavedSearch> all() throws ProblemException {
        return database.read(connection -> {
            Map<String, List<SavedSearch.Condition>> conditions = new HashMap<>();
            each(connection, "SELECT search, field, value, negated, enabled FROM saved_condition ORDER BY search, position", row -> conditions
                    .computeIfAbsent(row.getString(1), search -> new ArrayList<>())
                    .add(new SavedSearch.Condition(row.getString(2), row.getString(3), row.getInt(4) != 0, row.getInt(5) != 0)));
            Map<String, List<SavedSearch.Column>> columns = new HashMap<>();
            each(connection, "SELECT search, field, width FROM saved_column ORDER BY search, position",
                    row -> columns.computeIfAbsent(row.getString(1), search -> new ArrayList<>()).add(new SavedSearch.Column(row.getString(2), row.getInt(3))));
            List<SavedSearch> all = new ArrayList<>();
            each(connection, "SELECT name, query, last, since, until FROM saved_search ORDER BY name", row -> {
                String name = row.getString(1);
                Instant last = instant(row, 3);
                SavedSearch.Times times = new SavedSearch.Times(last == null ? null : Duration.ofMillis(last.toEpochMilli()), instant(row, 4), instant(row, 5));
                all.add(new SavedSearch(name, row.getString(2), conditions.getOrDefault(name, List.of()), times, columns.getOrDefault(name, List.of())));
            });
            return all;
        });
    }

    /** @param replaced name of the one that goes; null for none */
    void save(SavedSearch search, String replaced) throws ProblemException {
        database.execute(connection -> {
            if (replaced != null) {
                remove(connection, replaced);
            }
            String name = search.name();
            SavedSearch.Times times = search.times();
            update(connection, "INSERT INTO saved_search (name, query, last, since, until) VALUES (?, ?, ?, ?, ?)", name, search.query(),
                    times.last() == null ? null : times.last().toMillis(), millis(times.from()), millis(times.to()));
            int position = 0;
            for (SavedSearch.Condition one : search.conditions()) {
                update(connection, "INSERT INTO saved_condition (search, position, field, value, negated, enabled) VALUES (?, ?, ?, ?, ?, ?)", name, position++, one.field(),
                        one.value(), one.negated() ? 1 : 0, one.enabled() ? 1 : 0);
            }
            position = 0;
            for (SavedSearch.Column one : search.columns()) {
                update(connection, "INSERT INTO saved_column (search, position, field, width) VALUES (?, ?, ?, ?)", name, position++, one.field(), one.width());
            }
        });
    }

    void remove(String name) throws ProblemException {
        database.execute(connection -> remove(connection, name));
    }

    private static void remove(Connection connection, String name) throws SQLException {
        update(connection, "DELETE FROM saved_search WHERE name = ?", name);
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Row taken) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql); ResultSet row = query.executeQuery()) {
            while (row.next()) {
                taken.take(row);
            }
        }
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }

    private static Long millis(Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
