package org.bancada.fleet.internal;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.bancada.core.Facts;
import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Change;
import org.bancada.fleet.ReportInbox.Receipt;
import org.bancada.fleet.ReportInbox.Receipt.Kind;

/** Takes one report: cuts and parses it, compares it with the one before, writes what is new. */
final class ReportIntake {
    /** A fact name of our own: two machines claim one UUID; before and after are their addresses. */
    static final String DUPLICATE = "uuid.duplicate";
    /** More nodes than any campus has: a node that invents UUIDs must not fill the disk. */
    private static final int MOST_NODES = 50_000;
    private static final Messages TEXT = Messages.beside(ReportIntake.class);

    private final Inventory inventory;
    private final FleetTables tables;
    private final ReportParser parser;
    /** Per UUID the second address that was written down last, and when. */
    private final Map<String, Duplicate> duplicates = new ConcurrentHashMap<>();

    private record Duplicate(String first, String second, Instant when) {
    }

    ReportIntake(Inventory inventory, FleetTables tables, ReportParser parser) {
        this.inventory = inventory;
        this.tables = tables;
        this.parser = parser;
    }

    Receipt accept(String uuidHeader, InetAddress source, byte[] body) throws ProblemException {
        Optional<String> uuid = Identity.uuid(uuidHeader);
        if (uuid.isEmpty()) {
            return refused(Kind.MALFORMED, uuidHeader == null ? "report.no.uuid" : "report.bad.uuid", source, shown(uuidHeader));
        }
        ReportBody report = PasswordFilter.apply(ReportBody.split(body));
        if (!report.hasHeader()) {
            return refused(Kind.MALFORMED, "report.no.section", source, uuid.get());
        }
        String address = withoutScope(source.getHostAddress());
        while (true) {
            Optional<NodeEntry> before = inventory.roster().uuid(uuid.get());
            if (before.isEmpty() && inventory.roster().size() >= MOST_NODES) {
                return refused(Kind.MALFORMED, "report.too.many.nodes", source, Integer.toString(MOST_NODES));
            }
            Optional<Receipt> receipt = accept(uuid.get(), address, report, before);
            if (receipt.isPresent()) {
                return receipt.get();
            }
        }
    }

    /** @return empty when the node was changed by somebody else meanwhile */
    private Optional<Receipt> accept(String uuid, String address, ReportBody report, Optional<NodeEntry> before) throws ProblemException {
        Instant now = inventory.now();
        Said last = before.map(NodeEntry::said).orElse(Said.NOTHING);
        ReportParser.Parsed parsed = parser.parse(report, last, now);
        if (last.isLive(now) && !last.source().equals(address) && !Identity.isSameMachine(last.facts(), parsed.facts(), address)) {
            noteDuplicate(before.orElseThrow(), address, now);
            String name = before.get().node().name();
            return Optional.of(new Receipt(Kind.IN_USE, new Problem(TEXT.text("report.uuid.in.use", uuid, name, last.source()), address,
                    TEXT.text("report.uuid.in.use.cure"))));
        }
        Said said = new Said(parsed.stillDigest(), parsed.facts(), address, now);
        List<Change> changes = last.when() == null ? List.of(new Change(now, uuid, "address", "", address)) : changes(uuid, last, said);
        FleetTables.Fresh fresh = FleetTables.Fresh.of(report, parsed.facts());
        FleetTables.Still still = parsed.stillChanged() ? FleetTables.Still.of(report, parsed) : null;
        List<NodeEntry> taken = inventory.change(connection -> {
            if (inventory.roster().uuid(uuid).map(NodeEntry::said).orElse(Said.NOTHING) != last) {
                return List.of();
            }
            NodeEntry entry = saveNode(connection, uuid, said);
            tables.saveFresh(connection, entry.row(), said, fresh);
            if (still != null) {
                tables.saveStill(connection, entry.row(), still);
            }
            if (!changes.isEmpty()) {
                tables.saveChanges(connection, entry.row(), changes);
            }
            return List.of(entry);
        });
        return taken.isEmpty() ? Optional.empty() : Optional.of(Receipt.TAKEN);
    }

    private NodeEntry saveNode(Connection connection, String uuid, Said said) throws SQLException {
        NodeEntry before = inventory.roster().uuid(uuid).orElseGet(() -> new NodeEntry(0, false, new Node(uuid, "", Place.UNKNOWN, "", "", NodeState.NEW, "",
                22, "", null, Facts.NONE), Said.NOTHING));
        String name = before.named() ? before.node().name() : freeName(before, Identity.fallbackName(uuid, said.facts()));
        NodeEntry entry = before.reported(said, name, Identity.mac(said.facts(), said.source(), before.node().mac()));
        boolean same = before.row() != 0 && name.equals(before.node().name()) && entry.node().address().equals(before.node().address())
                && entry.node().mac().equals(before.node().mac()) && entry.node().sshPort() == before.node().sshPort();
        return same ? entry : new NodeEntry(tables.saveNode(connection, entry), entry.named(), entry.node(), entry.said());
    }

    /** The wanted name, with a number when another node has it. */
    private String freeName(NodeEntry entry, String wanted) {
        String name = wanted;
        for (int i = 2; ; i++) {
            Optional<NodeEntry> holder = inventory.roster().name(name);
            if (holder.isEmpty() || holder.get().node().uuid().equals(entry.node().uuid())) {
                return name;
            }
            name = wanted + "-" + i;
        }
    }

    private static List<Change> changes(String uuid, Said last, Said said) {
        List<Change> changes = new ArrayList<>();
        if (!last.source().equals(said.source())) {
            changes.add(new Change(said.when(), uuid, "address", last.source(), said.source()));
        }
        Iterator<Map.Entry<String, String>> olds = last.facts().asMap().entrySet().iterator();
        Iterator<Map.Entry<String, String>> news = said.facts().asMap().entrySet().iterator();
        Map.Entry<String, String> old = next(olds);
        Map.Entry<String, String> fresh = next(news);
        while (old != null || fresh != null) {
            int order = old == null ? 1 : fresh == null ? -1 : old.getKey().compareTo(fresh.getKey());
            String key = order <= 0 ? old.getKey() : fresh.getKey();
            String before = order <= 0 ? old.getValue() : null;
            String after = order >= 0 ? fresh.getValue() : null;
            if ((before == null || !before.equals(after)) && Volatility.isChange(key, before, after)) {
                changes.add(new Change(said.when(), uuid, key, before == null ? "" : before, after == null ? "" : after));
            }
            old = order <= 0 ? next(olds) : old;
            fresh = order >= 0 ? next(news) : fresh;
        }
        return changes;
    }

    private static <T> T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }

    /** Once per pair of addresses and interval: the second machine goes on reporting. */
    private void noteDuplicate(NodeEntry entry, String second, Instant now) throws ProblemException {
        String uuid = entry.node().uuid();
        String first = entry.said().source();
        Duplicate known = duplicates.get(uuid);
        if (known != null && known.first().equals(first) && known.second().equals(second) && now.isBefore(known.when().plusSeconds(3600))) {
            return;
        }
        duplicates.put(uuid, new Duplicate(first, second, now));
        inventory.change(connection -> {
            tables.saveChanges(connection, entry.row(), List.of(new Change(now, uuid, DUPLICATE, first, second)));
            return inventory.roster().uuid(uuid).map(List::of).orElse(List.of());
        });
    }

    private static Receipt refused(Kind kind, String text, InetAddress source, String argument) {
        return new Receipt(kind, new Problem(TEXT.text(text, argument), source.getHostAddress(), TEXT.text(text + ".cure")));
    }

    /** A header as it may be shown: short, printable. */
    private static String shown(String header) {
        String text = header == null ? "" : header.replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    private static String withoutScope(String address) {
        int scope = address.indexOf('%');
        return scope < 0 ? address : address.substring(0, scope);
    }
}
