package org.bancada.rollout.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bancada.core.ProblemException;
import org.bancada.rollout.Schedule;
import org.bancada.rollout.Timetable;
import org.bancada.rollout.Window;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** The schedules of rollouts, with the classes as they were when the rollout was started. A rollout without a schedule has no row. */
final class ScheduleTable {
    private static final Schema SCHEMA = Schema.of("schedule", Schema.Migration.of(
            "CREATE TABLE schedule_schedule (rollout INTEGER PRIMARY KEY, zone TEXT NOT NULL, start INTEGER NOT NULL, fetch TEXT NOT NULL, "
                    + "activate TEXT NOT NULL)",
            "CREATE TABLE schedule_class (rollout INTEGER NOT NULL, room TEXT NOT NULL, begins INTEGER NOT NULL, ends INTEGER NOT NULL, "
                    + "PRIMARY KEY (rollout, room, begins)) WITHOUT ROWID"));

    private final Database database;

    ScheduleTable(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    /** Together with the rollout's own row. */
    void insert(Connection connection, long rollout, Schedule schedule) throws SQLException {
        if (schedule.isNone()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO schedule_schedule VALUES (?,?,?,?,?)")) {
            insert.setLong(1, rollout);
            insert.setString(2, schedule.zone().getId());
            insert.setLong(3, schedule.start() == null ? 0 : schedule.start().toEpochMilli());
            insert.setString(4, words(schedule.fetch()));
            insert.setString(5, words(schedule.activate()));
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO schedule_class VALUES (?,?,?,?)")) {
            for (Timetable table : schedule.timetables()) {
                for (Timetable.Span span : table.classes()) {
                    insert.setLong(1, rollout);
                    insert.setString(2, table.room());
                    insert.setLong(3, span.from().toEpochMilli());
                    insert.setLong(4, span.to().toEpochMilli());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static String words(List<Window> windows) {
        return windows.stream().map(Window::toString).collect(Collectors.joining(";"));
    }

    private static List<Window> windows(String words) {
        return Arrays.stream(words.split(";")).map(Window::parse).flatMap(Optional::stream).toList();
    }

    Schedule of(long rollout) throws ProblemException {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM schedule_schedule WHERE rollout = ?")) {
                select.setLong(1, rollout);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Schedule.NONE;
                    }
                    long start = row.getLong("start");
                    return new Schedule(ZoneId.of(row.getString("zone")), start == 0 ? null : Instant.ofEpochMilli(start),
                            windows(row.getString("fetch")), windows(row.getString("activate")), timetables(connection, rollout));
                }
            }
        });
    }

    private static List<Timetable> timetables(Connection connection, long rollout) throws SQLException {
        Map<String, List<Timetable.Span>> rooms = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM schedule_class WHERE rollout = ? ORDER BY room, begins")) {
            select.setLong(1, rollout);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rooms.computeIfAbsent(row.getString("room"), room -> new ArrayList<>()).add(
                            new Timetable.Span(Instant.ofEpochMilli(row.getLong("begins")), Instant.ofEpochMilli(row.getLong("ends"))));
                }
            }
        }
        return rooms.entrySet().stream().map(entry -> new Timetable(entry.getKey(), entry.getValue())).toList();
    }
}
