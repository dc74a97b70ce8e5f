package org.bancada.store.internal;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.store.Database;
import org.bancada.store.Schema;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Settings in a table of the database. */
@Component(service = Settings.class)
public final class StoredSettings implements Settings {
    private static final int LONGEST = 64 << 10;
    private static final Schema SCHEMA = Schema.of("settings",
            Schema.Migration.of("CREATE TABLE settings_value (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"));
    private static final Messages TEXT = Messages.beside(StoredSettings.class);

    private final Database database;

    @Activate
    public StoredSettings(@Reference Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    @Override
    public Optional<String> get(String key) throws ProblemException {
        return Optional.ofNullable(all().get(key));
    }

    @Override
    public void put(String key, String value) throws ProblemException {
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new ProblemException(Problem.of(TEXT.text("setting.size", key, Integer.toString(LONGEST))));
        }
        database.execute(connection -> {
            try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO settings_value (key, value) VALUES (?, ?)")) {
                put.setString(1, key);
                put.setString(2, value);
                put.executeUpdate();
            }
        });
    }

    @Override
    public void remove(String key) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement remove = connection.prepareStatement("DELETE FROM settings_value WHERE key = ?")) {
                remove.setString(1, key);
                remove.executeUpdate();
            }
        });
    }

    @Override
    public SortedMap<String, String> all() throws ProblemException {
        return database.read(connection -> {
            SortedMap<String, String> all = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT key, value FROM settings_value");
                    ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    all.put(rows.getString(1), rows.getString(2));
                }
            }
            return Collections.unmodifiableSortedMap(all);
        });
    }
}
