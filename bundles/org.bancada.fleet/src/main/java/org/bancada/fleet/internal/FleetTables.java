package org.bancada.fleet.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Change;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Report;
import org.bancada.fleet.internal.ReportBody.Section;
import org.bancada.fleet.internal.section.KnownSections;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/**
 * The fleet in the database. What a report brings anew each time lies apart from the bulk that stays the same (hardware, firmware), so that
 * an unchanged report writes some 4 KiB.
 */
final class FleetTables {
    private static final Schema SCHEMA = Schema.of("fleet", Schema.Migration.of(
            "CREATE TABLE fleet_node (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, named INTEGER NOT NULL, campus TEXT NOT NULL, "
                    + "building TEXT NOT NULL, room TEXT NOT NULL, seat TEXT NOT NULL, address TEXT NOT NULL, ssh_port INTEGER NOT NULL, mac TEXT NOT NULL)",
            "CREATE TABLE fleet_fresh (node INTEGER PRIMARY KEY REFERENCES fleet_node ON DELETE CASCADE, reported INTEGER NOT NULL, source TEXT NOT NULL, "
                    + "facts BLOB NOT NULL, layout TEXT NOT NULL, body BLOB NOT NULL)",
            "CREATE TABLE fleet_still (node INTEGER PRIMARY KEY REFERENCES fleet_node ON DELETE CASCADE, digest BLOB NOT NULL, facts BLOB NOT NULL, "
                    + "body BLOB NOT NULL)",
            "CREATE TABLE fleet_change (id INTEGER PRIMARY KEY, node INTEGER NOT NULL REFERENCES fleet_node ON DELETE CASCADE, at INTEGER NOT NULL, "
                    + "fact TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL)",
            "CREATE INDEX fleet_change_node ON fleet_change (node, id)"));
    /** Changes kept per node; a broken node that changes with every report would fill the disk. */
    static final int MOST_CHANGES = 5_000;

    private static final int LOADED_AT_ONCE = 500;

    private final Database database;

    FleetTables(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    List<NodeEntry> load(Interner interner) throws ProblemException {
        return database.read(connection -> {
            List<NodeEntry> entries = new ArrayList<>();
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT n.id, n.uuid, n.name, n.named, n.campus, n.building, n.room, n.seat, n.address, n.ssh_port, n.mac, f.reported, f.source, f.facts, "
                            + "s.digest, s.facts FROM fleet_node n LEFT JOIN fleet_fresh f ON f.node = n.id LEFT JOIN fleet_still s ON s.node = n.id");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Place place = new Place(row.getString(5), row.getString(6), row.getString(7), row.getString(8));
                    Node node = new Node(row.getString(2), row.getString(3), place, "", "", NodeState.NEW, row.getString(9), row.getInt(10),
                            row.getString(11), null, Facts.NONE);
                    rows.add(new Row(new NodeEntry(row.getLong(1), row.getInt(4) != 0, node, Said.NOTHING), Instant.ofEpochMilli(row.getLong(12)),
                            row.getString(13), row.getBytes(14), row.getBytes(15), row.getBytes(16)));
                    if (rows.size() == LOADED_AT_ONCE) {
                        rows.parallelStream().map(r -> r.entry(interner)).forEachOrdered(entries::add);
                        rows.clear();
                    }
                }
            }
            rows.parallelStream().map(r -> r.entry(interner)).forEachOrdered(entries::add);
            return entries;
        });
    }

    /** A node as read, its facts still packed: unpacking is most of the work of loading, and can be done by all cores. */
    private record Row(NodeEntry bare, Instant reported, String source, byte[] fresh, byte[] digest, byte[] still) {

        NodeEntry entry(Interner interner) {
            if (fresh == null) {
                return bare;
            }
            Map<String, String> facts = new TreeMap<>();
            FactsCodec.readLines(fresh, (key, value) -> facts.put(interner.intern(key), value));
            if (digest != null) {
                FactsCodec.readLines(FactsCodec.inflate(still), (key, value) -> facts.put(interner.intern(key), interner.intern(value)));
            }
            Said said = new Said(digest == null ? new byte[0] : digest, Facts.of(facts), source, reported);
            Node n = bare.node();
            Node node = new Node(n.uuid(), n.name(), n.place(), said.facts().text("dmi.product_name").orElse(""),
                    said.facts().text("dmi.sys_vendor").orElse(""), n.state(), n.address(), n.sshPort(), n.mac(), reported, said.facts());
            return new NodeEntry(bare.row(), bare.named(), node, said);
        }
    }

    /** Adds the node (row 0) or writes it anew; within a transaction of the caller. */
    long saveNode(Connection connection, NodeEntry entry) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement(
                "INSERT INTO fleet_node (uuid, name, named, campus, building, room, seat, address, ssh_port, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                        + "ON CONFLICT (uuid) DO UPDATE SET name = excluded.name, named = excluded.named, campus = excluded.campus, "
                        + "building = excluded.building, room = excluded.room, seat = excluded.seat, address = excluded.address, "
                        + "ssh_port = excluded.ssh_port, mac = excluded.mac RETURNING id")) {
            Node node = entry.node();
            save.setString(1, node.uuid());
            save.setString(2, node.name());
            save.setInt(3, entry.named() ? 1 : 0);
            save.setString(4, node.place().campus());
            save.setString(5, node.place().building());
            save.setString(6, node.place().room());
            save.setString(7, node.place().seat());
            save.setString(8, node.address());
            save.setInt(9, node.sshPort());
            save.setString(10, node.mac());
            try (ResultSet id = save.executeQuery()) {
                id.next();
                return id.getLong(1);
            }
        }
    }

    /** What a report writes each time. */
    record Fresh(byte[] facts, String layout, byte[] body) {
        static Fresh of(ReportBody report, Facts facts) {
            Map<String, String> fresh = new TreeMap<>();
            facts.asMap().forEach((key, value) -> {
                if (!KnownSections.isStill(key)) {
                    fresh.put(key, value);
                }
            });
            StringBuilder layout = new StringBuilder();
            report.sections().forEach(s -> layout.append(s.isStill() ? 's' : 'f'));
            return new Fresh(FactsCodec.lines(fresh), layout.toString(), FactsCodec.deflate(report.bytes(s -> !s.isStill())));
        }
    }

    /** What a report writes when hardware or firmware sections differ. */
    record Still(byte[] digest, byte[] facts, byte[] body) {
        static Still of(ReportBody report, ReportParser.Parsed parsed) {
            Map<String, String> still = new TreeMap<>();
            parsed.facts().asMap().forEach((key, value) -> {
                if (KnownSections.isStill(key)) {
                    still.put(key, value);
                }
            });
            return new Still(parsed.stillDigest(), FactsCodec.deflate(FactsCodec.lines(still)), FactsCodec.deflate(report.bytes(Section::isStill)));
        }
    }

    void saveFresh(Connection connection, long node, Said said, Fresh fresh) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement(
                "INSERT INTO fleet_fresh (node, reported, source, facts, layout, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (node) DO UPDATE SET "
                        + "reported = excluded.reported, source = excluded.source, facts = excluded.facts, layout = excluded.layout, body = excluded.body")) {
            save.setLong(1, node);
            save.setLong(2, said.when().toEpochMilli());
            save.setString(3, said.source());
            save.setBytes(4, fresh.facts());
            save.setString(5, fresh.layout());
            save.setBytes(6, fresh.body());
            save.executeUpdate();
        }
    }

    void saveStill(Connection connection, long node, Still still) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement("INSERT OR REPLACE INTO fleet_still (node, digest, facts, body) VALUES (?, ?, ?, ?)")) {
            save.setLong(1, node);
            save.setBytes(2, still.digest());
            save.setBytes(3, still.facts());
            save.setBytes(4, still.body());
            save.executeUpdate();
        }
    }

    void saveChanges(Connection connection, long node, List<Change> changes) throws SQLException {
        try (PreparedStatement save = connection.prepareStatement("INSERT INTO fleet_change (node, at, fact, before, after) VALUES (?, ?, ?, ?, ?)")) {
            for (Change change : changes) {
                save.setLong(1, node);
                save.setLong(2, change.when().toEpochMilli());
                save.setString(3, change.fact());
                save.setString(4, change.before());
                save.setString(5, change.after());
                save.addBatch();
            }
            save.executeBatch();
        }
        try (PreparedStatement trim = connection.prepareStatement("DELETE FROM fleet_change WHERE node = ?1 AND id <= "
                + "(SELECT id FROM fleet_change WHERE node = ?1 ORDER BY id DESC LIMIT 1 OFFSET " + MOST_CHANGES + ")")) {
            trim.setLong(1, node);
            trim.executeUpdate();
        }
    }

    void remove(List<NodeEntry> entries) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement remove = connection.prepareStatement("DELETE FROM fleet_node WHERE id = ?")) {
                for (NodeEntry entry : entries) {
                    remove.setLong(1, entry.row());
                    remove.addBatch();
                }
                remove.executeBatch();
            }
        });
    }

    List<Change> history(String uuid, int limit) throws ProblemException {
        return database.read(connection -> {
            List<Change> changes = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT c.at, c.fact, c.before, c.after FROM fleet_change c "
                    + "JOIN fleet_node n ON n.id = c.node WHERE n.uuid = ? ORDER BY c.id DESC LIMIT ?")) {
                query.setString(1, uuid);
                query.setInt(2, limit);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        changes.add(new Change(Instant.ofEpochMilli(row.getLong(1)), uuid, row.getString(2), row.getString(3), row.getString(4)));
                    }
                }
            }
            return List.copyOf(changes);
        });
    }

    List<Fleet.NumberedChange> changesAfter(long number, int limit) throws ProblemException {
        return database.read(connection -> {
            List<Fleet.NumberedChange> changes = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT c.id, c.at, n.uuid, c.fact, c.before, c.after FROM fleet_change c "
                    + "JOIN fleet_node n ON n.id = c.node WHERE c.id > ? ORDER BY c.id LIMIT ?")) {
                query.setLong(1, number);
                query.setInt(2, limit);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        changes.add(new Fleet.NumberedChange(row.getLong(1),
                                new Change(Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4), row.getString(5), row.getString(6))));
                    }
                }
            }
            return List.copyOf(changes);
        });
    }

    Optional<Report> lastReport(String uuid) throws ProblemException {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("SELECT f.reported, f.source, f.layout, f.body, s.body FROM fleet_node n "
                    + "JOIN fleet_fresh f ON f.node = n.id LEFT JOIN fleet_still s ON s.node = n.id WHERE n.uuid = ?")) {
                query.setString(1, uuid);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? Optional.of(new Report(uuid, Instant.ofEpochMilli(row.getLong(1)), row.getString(2),
                            body(row.getString(3), row.getBytes(4), row.getBytes(5)))) : Optional.empty();
                }
            }
        });
    }

    /** Puts the sections back into the order in which they came. */
    private static String body(String layout, byte[] fresh, byte[] still) {
        List<Section> freshSections = new ArrayList<>(ReportBody.split(FactsCodec.inflate(fresh)).sections());
        List<Section> stillSections = new ArrayList<>(still == null ? List.of() : ReportBody.split(FactsCodec.inflate(still)).sections());
        StringBuilder text = new StringBuilder();
        for (char kind : layout.toCharArray()) {
            List<Section> from = kind == 's' ? stillSections : freshSections;
            if (!from.isEmpty()) {
                Section section = from.remove(0);
                text.append(new String(section.bytes(), section.from(), section.to() - section.from(), StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }
}
