package org.bancada.rollout.internal;

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
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutSeries.Point;
import org.bancada.rollout.RolloutSeries.Source;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** The ledgers of rollouts in the database. A rollout that lasts longer gets longer steps: never more than {@link #MOST_MOMENTS} of them. */
final class SeriesTable {
    static final int MOST_MOMENTS = 1440;
    private static final Schema SCHEMA = Schema.of("series", Schema.Migration.of(
            "CREATE TABLE series_rollout (rollout INTEGER PRIMARY KEY, step_s INTEGER NOT NULL, downloaded INTEGER NOT NULL, "
                    + "uploaded INTEGER NOT NULL, origin INTEGER NOT NULL)",
            "CREATE TABLE series_inflow (rollout INTEGER NOT NULL, second INTEGER NOT NULL, building TEXT NOT NULL, room INTEGER NOT NULL, "
                    + "same INTEGER NOT NULL, other INTEGER NOT NULL, origin INTEGER NOT NULL, PRIMARY KEY (rollout, second, building)) WITHOUT ROWID",
            "CREATE TABLE series_account (rollout INTEGER NOT NULL, token TEXT NOT NULL, building TEXT NOT NULL, downloaded INTEGER NOT NULL, "
                    + "uploaded INTEGER NOT NULL, heard INTEGER NOT NULL, outward INTEGER NOT NULL, room INTEGER NOT NULL, "
                    + "elsewhere INTEGER NOT NULL, PRIMARY KEY (rollout, token)) WITHOUT ROWID"));

    private final Database database;

    SeriesTable(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    /** The ledger of a rollout as it was stored last. */
    Ledger ledger(long rollout, long imageBytes) throws ProblemException {
        return database.read(connection -> {
            Map<String, Ledger.Account> accounts = new HashMap<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM series_account WHERE rollout = ?")) {
                select.setLong(1, rollout);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        accounts.put(row.getString("token"), new Ledger.Account(row.getString("building"), row.getLong("downloaded"),
                                row.getLong("uploaded"), Instant.ofEpochMilli(row.getLong("heard")), row.getBoolean("outward"), row.getInt("room"),
                                row.getInt("elsewhere")));
                    }
                }
            }
            Ledger.Totals totals = Ledger.Totals.NONE;
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM series_rollout WHERE rollout = ?")) {
                select.setLong(1, rollout);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        totals = new Ledger.Totals(row.getLong("downloaded"), row.getLong("uploaded"), row.getLong("origin"));
                    }
                }
            }
            return new Ledger(imageBytes, accounts, totals);
        });
    }

    void add(long rollout, Ledger.Batch batch) throws ProblemException {
        if (batch.inflow().isEmpty() && batch.accounts().isEmpty()) {
            return;
        }
        database.execute(connection -> {
            int step = step(connection, rollout);
            addInflow(connection, rollout, step, batch.inflow());
            try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO series_account VALUES (?,?,?,?,?,?,?,?,?)")) {
                for (Map.Entry<String, Ledger.Account> entry : batch.accounts().entrySet()) {
                    Ledger.Account account = entry.getValue();
                    RolloutTable.set(put, rollout, entry.getKey(), account.building(), account.downloaded(), account.uploaded(),
                            account.heard().toEpochMilli(), account.outward(), account.room(), account.elsewhere());
                    put.addBatch();
                }
                put.executeBatch();
            }
            step = coarsen(connection, rollout, step);
            try (PreparedStatement put = connection.prepareStatement("INSERT OR REPLACE INTO series_rollout VALUES (?,?,?,?,?)")) {
                RolloutTable.set(put, rollout, step, batch.totals().downloaded(), batch.totals().uploaded(), batch.totals().origin());
                put.executeUpdate();
            }
        });
    }

    private static void addInflow(Connection connection, long rollout, int step, Map<Ledger.Slot, long[]> inflow) throws SQLException {
        try (PreparedStatement put = connection.prepareStatement("INSERT INTO series_inflow VALUES (?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
                + "room = room + excluded.room, same = same + excluded.same, other = other + excluded.other, origin = origin + excluded.origin")) {
            for (Map.Entry<Ledger.Slot, long[]> entry : inflow.entrySet()) {
                long[] sums = entry.getValue();
                RolloutTable.set(put, rollout, entry.getKey().second() / step * step, entry.getKey().building(), sums[Source.ROOM.ordinal()],
                        sums[Source.BUILDING.ordinal()], sums[Source.OTHER_BUILDINGS.ordinal()], sums[Source.ORIGIN.ordinal()]);
                put.addBatch();
            }
            put.executeBatch();
        }
    }

    private static int step(Connection connection, long rollout) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT step_s FROM series_rollout WHERE rollout = ?")) {
            select.setLong(1, rollout);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getInt(1) : Ledger.STEP_SECONDS;
            }
        }
    }

    /** @return the step that it has now */
    private static int coarsen(Connection connection, long rollout, int step) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement("SELECT COUNT(DISTINCT second) FROM series_inflow WHERE rollout = ?")) {
            count.setLong(1, rollout);
            try (ResultSet row = count.executeQuery()) {
                if (row.getInt(1) <= MOST_MOMENTS) {
                    return step;
                }
            }
        }
        Map<Ledger.Slot, long[]> all = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM series_inflow WHERE rollout = ?")) {
            select.setLong(1, rollout);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    all.put(new Ledger.Slot(row.getLong("second"), row.getString("building")), sums(row));
                }
            }
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM series_inflow WHERE rollout = ?")) {
            delete.setLong(1, rollout);
            delete.executeUpdate();
        }
        addInflow(connection, rollout, step * 2, all);
        return coarsen(connection, rollout, step * 2);
    }

    private static long[] sums(ResultSet row) throws SQLException {
        long[] sums = new long[Source.values().length];
        sums[Source.ROOM.ordinal()] = row.getLong("room");
        sums[Source.BUILDING.ordinal()] = row.getLong("same");
        sums[Source.OTHER_BUILDINGS.ordinal()] = row.getLong("other");
        sums[Source.ORIGIN.ordinal()] = row.getLong("origin");
        return sums;
    }

    RolloutSeries of(long rollout, long imageBytes) throws ProblemException {
        return database.read(connection -> {
            int step = step(connection, rollout);
            List<Point> points = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM series_inflow WHERE rollout = ? ORDER BY second, building")) {
                select.setLong(1, rollout);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        long[] sums = sums(row);
                        for (Source source : Source.values()) {
                            long bytes = sums[source.ordinal()];
                            if (bytes > 0) {
                                points.add(new Point(Instant.ofEpochSecond(row.getLong("second")), row.getString("building"), source, bytes, bytes / step));
                            }
                        }
                    }
                }
            }
            return new RolloutSeries(imageBytes, Duration.ofSeconds(step), points);
        });
    }
}
