package org.bancada.fleet.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Change;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Registration;
import org.bancada.fleet.Report;
import org.bancada.fleet.ReportInbox;
import org.bancada.store.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The fleet in memory, kept in step with its tables: every change is written first, then shown. */
@Component(service = {Fleet.class, ReportInbox.class})
public final class Inventory implements Fleet, ReportInbox {
    private static final Duration WATCH_EVERY = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Database database;
    private final FleetTables tables;
    private final Roster roster = new Roster();
    private final ChangeListeners listeners = new ChangeListeners();
    private final ReentrantLock changing = new ReentrantLock();
    private final ReportIntake intake;
    private final Thread watch;

    @Activate
    public Inventory(@Reference Database database) throws ProblemException {
        this(database, InstantSource.system());
    }

    public Inventory(Database database, InstantSource clock) throws ProblemException {
        this.clock = clock;
        this.database = database;
        tables = new FleetTables(database);
        Interner interner = new Interner();
        Instant now = clock.instant();
        roster.put(tables.load(interner).stream().map(e -> e.at(now)).toList());
        intake = new ReportIntake(this, tables, new ReportParser(interner));
        watch = Thread.ofVirtual().name("fleet-watch").start(this::watchSilence);
    }

    @Deactivate
    public void close() {
        watch.interrupt();
    }

    private void watchSilence() {
        try {
            while (true) {
                Thread.sleep(WATCH_EVERY);
                updateStates();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finds the nodes that have missed a report by now (or whose time lies in the future no more) and tells the listeners. */
    void updateStates() {
        List<NodeEntry> changed = new ArrayList<>();
        changing.lock();
        try {
            Instant now = clock.instant();
            for (NodeEntry entry : roster.entries()) {
                NodeEntry current = entry.at(now);
                if (current != entry) {
                    changed.add(current);
                }
            }
            roster.put(changed);
        } finally {
            changing.unlock();
        }
        tell(changed);
    }

    @Override
    public List<Node> nodes() {
        return roster.nodes();
    }

    @Override
    public Optional<Node> node(String nameOrUuid) {
        return roster.name(nameOrUuid).or(() -> Identity.uuid(nameOrUuid).flatMap(roster::uuid)).map(NodeEntry::node);
    }

    @Override
    public List<Change> history(String uuid, int limit) {
        try {
            return tables.history(uuid, limit);
        } catch (ProblemException failed) {
            throw unchecked(failed);
        }
    }

    @Override
    public List<NumberedChange> changesAfter(long number, int limit) {
        try {
            return tables.changesAfter(number, limit);
        } catch (ProblemException failed) {
            throw unchecked(failed);
        }
    }

    @Override
    public Optional<Report> lastReport(String uuid) {
        try {
            return tables.lastReport(uuid);
        } catch (ProblemException failed) {
            throw unchecked(failed);
        }
    }

    private static UncheckedIOException unchecked(ProblemException failed) {
        return new UncheckedIOException(new IOException(failed.problem().line(), failed));
    }

    @Override
    public Receipt accept(String uuid, InetAddress source, byte[] body) throws ProblemException {
        return intake.accept(uuid, source, body);
    }

    @Override
    public void register(List<Registration> registrations) throws ProblemException {
        Introductions.Checked checked = new Introductions(roster).check(registrations);
        if (!checked.refused().isEmpty()) {
            throw new ProblemException(checked.refused().get(0).problem());
        }
        save(checked.accepted());
    }

    @Override
    public Operation<Integer> remove(List<Node> nodes) {
        return new RemoveNodes(this, roster, nodes);
    }

    void forget(List<NodeEntry> entries) throws ProblemException {
        List<String> uuids = entries.stream().map(e -> e.node().uuid()).toList();
        changing.lock();
        try {
            tables.remove(entries);
            roster.remove(uuids);
        } finally {
            changing.unlock();
        }
        listeners.changed(uuids);
    }

    @Override
    public void exportPlaces(Writer target) throws ProblemException {
        PlacesCsv.write(nodes(), target);
    }

    @Override
    public Operation<ImportResult> importPlaces(Reader source) {
        return new ImportPlaces(this, roster, source);
    }

    @Override
    public Progress.Registration onChange(Consumer<List<String>> listener) {
        return listeners.add(listener);
    }

    /** Writes and shows introduced nodes; entries that were changed meanwhile by a report keep what that said. */
    void save(List<Introductions.Introduced> introduced) throws ProblemException {
        List<NodeEntry> saved = new ArrayList<>();
        changing.lock();
        try {
            database.execute(connection -> {
                for (Introductions.Introduced one : introduced) {
                    saved.add(saved(connection, one.apply(roster.uuid(one.uuid()))));
                }
            });
            roster.put(saved);
        } finally {
            changing.unlock();
        }
        tell(saved);
    }

    private NodeEntry saved(Connection connection, NodeEntry entry) throws SQLException {
        long row = tables.saveNode(connection, entry);
        return new NodeEntry(row, entry.named(), entry.node(), entry.said());
    }

    /** Runs work that changes nodes: one at a time, in one transaction; shows and tells what it yields once that is written. */
    List<NodeEntry> change(Database.Work<List<NodeEntry>> work) throws ProblemException {
        List<NodeEntry> changed;
        changing.lock();
        try {
            changed = database.write(work);
            roster.put(changed);
        } finally {
            changing.unlock();
        }
        tell(changed);
        return changed;
    }

    Roster roster() {
        return roster;
    }

    Instant now() {
        return clock.instant();
    }

    private void tell(Collection<NodeEntry> changed) {
        listeners.changed(changed.stream().map(e -> e.node().uuid()).toList());
    }
}
