package org.bancada.alert.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.core.ProblemException;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** Rules, alerts, their causes, and how long nodes have matched, in the database. Times are milliseconds since 1970, 0 for none. */
final class AlertTables {
    private static final Schema SCHEMA = Schema.of("alert", Schema.Migration.of(
            "CREATE TABLE alert_rule (name TEXT PRIMARY KEY, kind TEXT NOT NULL, query TEXT NOT NULL, at_least INTEGER NOT NULL, window INTEGER NOT NULL, "
                    + "group_by TEXT NOT NULL, enabled INTEGER NOT NULL, muted INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE alert_alert (id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, kind TEXT NOT NULL, query TEXT NOT NULL, group_by TEXT NOT NULL, "
                    + "room TEXT NOT NULL, opened INTEGER NOT NULL, last INTEGER NOT NULL, ended INTEGER NOT NULL, count INTEGER NOT NULL, evidence TEXT NOT NULL, "
                    + "muted INTEGER NOT NULL, acknowledged TEXT NOT NULL)",
            "CREATE INDEX alert_alert_rule ON alert_alert (rule, id)",
            "CREATE TABLE alert_cause (alert INTEGER NOT NULL REFERENCES alert_alert ON DELETE CASCADE, cause TEXT NOT NULL, shown TEXT NOT NULL, "
                    + "last INTEGER NOT NULL, ended INTEGER NOT NULL, PRIMARY KEY (alert, cause)) WITHOUT ROWID",
            "CREATE INDEX alert_cause_cause ON alert_cause (cause, alert)",
            "CREATE TABLE alert_holding (rule TEXT NOT NULL, cause TEXT NOT NULL, held INTEGER NOT NULL, PRIMARY KEY (rule, cause)) WITHOUT ROWID",
            "CREATE TABLE alert_once (what TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID"), DeliveryTables.STEP);
    private static final String SUGGESTED = "suggested";
    private static final String SEEN = "seen";
    private static final int MOST_ALERTS = 10_000;
    private static final String ALERT = "SELECT a.id, a.rule, a.kind, a.query, a.group_by, a.room, a.opened, a.last, a.ended, a.count, a.evidence, "
            + "max(a.muted, coalesce(r.muted, 0)), a.acknowledged FROM alert_alert a LEFT JOIN alert_rule r ON r.name = a.rule ";

    private final Database database;

    AlertTables(Database database, Instant now) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
        database.execute(connection -> {
            if (at(connection, SUGGESTED).isEmpty()) {
                for (AlertRule rule : SuggestedRules.RULES) {
                    save(connection, rule);
                }
                at(connection, SUGGESTED, now);
            }
        });
    }

    Database database() {
        return database;
    }

    List<AlertRule> rules() throws ProblemException {
        return database.read(connection -> {
            List<AlertRule> rules = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT name, kind, query, at_least, window, group_by, enabled, muted FROM alert_rule ORDER BY name");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rules.add(new AlertRule(row.getString(1), AlertRule.Kind.valueOf(row.getString(2)), row.getString(3), row.getInt(4),
                            Duration.ofMillis(row.getLong(5)), row.getString(6), row.getInt(7) != 0, instant(row.getLong(8))));
                }
            }
            return List.copyOf(rules);
        });
    }

    void save(AlertRule rule) throws ProblemException {
        database.execute(connection -> save(connection, rule));
    }

    private static void save(Connection connection, AlertRule rule) throws SQLException {
        update(connection, "INSERT OR REPLACE INTO alert_rule (name, kind, query, at_least, window, group_by, enabled, muted) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rule.name(), rule.kind().name(), rule.query(), rule.atLeast(), rule.window().toMillis(), rule.groupBy(), rule.enabled() ? 1 : 0,
                millis(rule.mutedUntil()));
    }

    /** Removes a rule; what it found is over. */
    void remove(String rule, Instant now) throws ProblemException {
        database.execute(connection -> {
            update(connection, "UPDATE alert_cause SET ended = ?1 WHERE ended = 0 AND alert IN (SELECT id FROM alert_alert WHERE rule = ?2 AND ended = 0)", millis(now), rule);
            update(connection, "UPDATE alert_alert SET ended = ?1 WHERE rule = ?2 AND ended = 0", millis(now), rule);
            update(connection, "DELETE FROM alert_holding WHERE rule = ?", rule);
            update(connection, "DELETE FROM alert_rule WHERE name = ?", rule);
        });
    }

    List<Alert> alerts(boolean all, int limit, Instant now) throws ProblemException {
        return database.read(connection -> {
            List<Alert> alerts = new ArrayList<>();
            String which = all ? "" : "WHERE a.acknowledged = '' AND (a.ended = 0 OR a.kind = 'EVENTS') ";
            try (PreparedStatement query = connection.prepareStatement(ALERT + which + "ORDER BY a.id DESC LIMIT " + MOST_ALERTS);
                    ResultSet row = query.executeQuery()) {
                while (row.next() && alerts.size() < limit) {
                    Alert alert = alert(connection, row, now);
                    if (all || alert.state() == Alert.State.OPEN) {
                        alerts.add(alert);
                    }
                }
            }
            return List.copyOf(alerts);
        });
    }

    Optional<Alert> alert(long id, Instant now) throws ProblemException {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(ALERT + "WHERE a.id = ?")) {
                query.setLong(1, id);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(alert(connection, row, now)) : Optional.empty();
                }
            }
        });
    }

    private static Alert alert(Connection connection, ResultSet row, Instant now) throws SQLException {
        long id = row.getLong(1);
        List<String> causes = new ArrayList<>();
        int count = 0;
        try (PreparedStatement query = connection.prepareStatement("SELECT shown, (SELECT count(*) FROM alert_cause WHERE alert = ?1) FROM alert_cause WHERE alert = ?1 "
                + "ORDER BY shown LIMIT " + Alert.CAUSES_SHOWN)) {
            query.setLong(1, id);
            try (ResultSet cause = query.executeQuery()) {
                while (cause.next()) {
                    causes.add(cause.getString(1));
                    count = cause.getInt(2);
                }
            }
        }
        AlertRule.Kind kind = AlertRule.Kind.valueOf(row.getString(3));
        Instant ended = instant(row.getLong(9));
        Instant muted = instant(row.getLong(12));
        muted = muted != null && muted.isAfter(now) ? muted : null;
        String acknowledged = row.getString(13);
        boolean over = ended != null && (kind == AlertRule.Kind.NODES || !acknowledged.isEmpty());
        Alert.State state = over ? Alert.State.OVER : !acknowledged.isEmpty() ? Alert.State.ACKNOWLEDGED : muted != null ? Alert.State.MUTED : Alert.State.OPEN;
        return new Alert(id, row.getString(2), kind, row.getString(4), row.getString(5), state, row.getString(6), instant(row.getLong(7)), instant(row.getLong(8)), ended,
                row.getLong(10), causes, count, row.getString(11), muted, acknowledged);
    }

    void acknowledge(List<Long> ids, String who) throws ProblemException {
        database.execute(connection -> {
            for (long id : ids) {
                update(connection, "UPDATE alert_alert SET acknowledged = ? WHERE id = ? AND acknowledged = ''", who, id);
            }
        });
    }

    void mute(List<Long> ids, Instant until) throws ProblemException {
        database.execute(connection -> {
            for (long id : ids) {
                update(connection, "UPDATE alert_alert SET muted = ? WHERE id = ?", millis(until), id);
            }
        });
    }

    /** Moves the ends of all mutes, when the clock was set: nobody asked for another length. */
    void shiftMutes(Duration by) throws ProblemException {
        database.execute(connection -> {
            update(connection, "UPDATE alert_alert SET muted = muted + ? WHERE muted > 0", by.toMillis());
            update(connection, "UPDATE alert_rule SET muted = muted + ? WHERE muted > 0", by.toMillis());
        });
    }

    /** Opens an alert for its first cause. */
    long open(AlertRule rule, Sighting first) throws ProblemException {
        return database.write(connection -> {
            update(connection, "INSERT INTO alert_alert (rule, kind, query, group_by, room, opened, last, ended, count, evidence, muted, acknowledged) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 0, '')", rule.name(), rule.kind().name(), rule.query(), rule.groupBy(), first.room(),
                    millis(first.when()), millis(first.when()), 0, first.evidence());
            long id;
            try (PreparedStatement query = connection.prepareStatement("SELECT last_insert_rowid()"); ResultSet row = query.executeQuery()) {
                row.next();
                id = row.getLong(1);
            }
            join(id, first);
            return id;
        });
    }

    /** Adds a cause to an alert that is open. */
    void join(long alert, Sighting sighting) throws ProblemException {
        database.execute(connection -> {
            update(connection, "INSERT OR REPLACE INTO alert_cause (alert, cause, shown, last, ended) VALUES (?, ?, ?, ?, 0)", alert, sighting.cause(), sighting.shown(),
                    millis(sighting.when()));
            update(connection, "UPDATE alert_alert SET count = count + ?, last = max(last, ?) WHERE id = ?", sighting.count(), millis(sighting.when()), alert);
        });
    }

    /** Writes what was seen of a cause since the last time. */
    void seen(long alert, String cause, Instant last, long more) throws ProblemException {
        database.execute(connection -> {
            update(connection, "UPDATE alert_cause SET last = ? WHERE alert = ? AND cause = ?", millis(last), alert, cause);
            update(connection, "UPDATE alert_alert SET count = count + ?, last = max(last, ?) WHERE id = ?", more, millis(last), alert);
        });
    }

    /** Ends a cause, and its alert with the last one. */
    void end(long alert, String cause, Instant now) throws ProblemException {
        database.execute(connection -> {
            update(connection, "UPDATE alert_cause SET ended = ? WHERE alert = ? AND cause = ? AND ended = 0", millis(now), alert, cause);
            update(connection, "UPDATE alert_alert SET ended = ?1 WHERE id = ?2 AND ended = 0 AND NOT EXISTS (SELECT 1 FROM alert_cause WHERE alert = ?2 AND ended = 0)",
                    millis(now), alert);
        });
    }

    /** A cause that is not over. {@code opened} is its alert's beginning. */
    record OpenCause(long alert, String rule, String room, String cause, Instant opened, Instant last) {
    }

    List<OpenCause> openCauses() throws ProblemException {
        return database.read(connection -> {
            List<OpenCause> causes = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT a.id, a.rule, a.room, c.cause, a.opened, c.last FROM alert_alert a JOIN alert_cause c ON c.alert = a.id "
                    + "WHERE a.ended = 0 AND c.ended = 0 ORDER BY a.id"); ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    causes.add(new OpenCause(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), instant(row.getLong(5)), instant(row.getLong(6))));
                }
            }
            return causes;
        });
    }

    /** When a cause was last seen that is over. */
    Optional<Instant> lastSeen(String rule, String cause) throws ProblemException {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT max(c.last) FROM alert_cause c JOIN alert_alert a ON a.id = c.alert WHERE c.cause = ? AND a.rule = ?")) {
                query.setString(1, cause);
                query.setString(2, rule);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.ofNullable(instant(row.getLong(1))) : Optional.empty();
                }
            }
        });
    }

    boolean acknowledged(long alert) throws ProblemException {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM alert_alert WHERE id = ? AND acknowledged = ''")) {
                query.setLong(1, alert);
                try (ResultSet row = query.executeQuery()) {
                    return !row.next();
                }
            }
        });
    }

    /** Removes the oldest alerts that are over when there are too many. */
    void prune() throws ProblemException {
        database.execute(connection -> update(connection, "DELETE FROM alert_alert WHERE id <= (SELECT id FROM alert_alert ORDER BY id DESC LIMIT 1 OFFSET ?)", MOST_ALERTS));
    }

    /** For how long nodes have matched so far. */
    List<Holding> holdings(String rule) throws ProblemException {
        return database.read(connection -> {
            List<Holding> holdings = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT cause, held FROM alert_holding WHERE rule = ?")) {
                query.setString(1, rule);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        holdings.add(new Holding(row.getString(1), Duration.ofMillis(row.getLong(2))));
                    }
                }
            }
            return holdings;
        });
    }

    /** For how long a node has matched. */
    record Holding(String uuid, Duration held) {
    }

    void holdings(String rule, List<Holding> holdings) throws ProblemException {
        database.execute(connection -> {
            update(connection, "DELETE FROM alert_holding WHERE rule = ?", rule);
            for (Holding holding : holdings) {
                update(connection, "INSERT INTO alert_holding (rule, cause, held) VALUES (?, ?, ?)", rule, holding.uuid(), holding.held().toMillis());
            }
        });
    }

    /** Until when events have been seen; empty when none ever were. */
    Optional<Instant> seenUntil() throws ProblemException {
        return database.read(connection -> at(connection, SEEN));
    }

    void seenUntil(Instant now) throws ProblemException {
        database.execute(connection -> at(connection, SEEN, now));
    }

    private static Optional<Instant> at(Connection connection, String what) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT at FROM alert_once WHERE what = ?")) {
            query.setString(1, what);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(Instant.ofEpochMilli(row.getLong(1))) : Optional.empty();
            }
        }
    }

    private static void at(Connection connection, String what, Instant now) throws SQLException {
        update(connection, "INSERT OR REPLACE INTO alert_once (what, at) VALUES (?, ?)", what, now.toEpochMilli());
    }

    static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }

    static long millis(Instant instant) {
        return instant == null ? 0 : Math.max(1, instant.toEpochMilli());
    }

    static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
