package org.bancada.fleet;

import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;

/** The inventory: every node that was registered or has reported, what it said, and what changed. Safe for use by several threads. */
public interface Fleet {

    /** All nodes, ordered by place, then name. A snapshot; cheap (no database access). */
    List<Node> nodes();

    /** The nodes that a selector names, in the order of {@link #nodes()}. */
    default List<Node> select(Query selector) {
        return nodes().stream().filter(selector::matches).toList();
    }

    /** @param nameOrUuid compared ignoring case; a name wins over a UUID */
    Optional<Node> node(String nameOrUuid);

    /**
     * Changes of a node's facts, newest first. Besides facts there are {@code address} (where its reports come from) and
     * {@code uuid.duplicate} (a second machine with this UUID was refused; before and after are both addresses).
     *
     * @throws java.io.UncheckedIOException when the database cannot be read; its message is for people
     */
    List<Change> history(String uuid, int limit);

    /**
     * Changes of all nodes in the order in which they were stored, for who hands them on.
     *
     * @param number the last one seen, 0 for none
     */
    List<NumberedChange> changesAfter(long number, int limit);

    /** @param number ascending in the order in which changes were stored */
    record NumberedChange(long number, Change change) {
    }

    /**
     * The body of the node's last report as it came in, without firmware passwords.
     *
     * @throws java.io.UncheckedIOException when the database cannot be read; its message is for people
     */
    Optional<Report> lastReport(String uuid);

    /** Adds nodes that have not reported yet, or renames and places known ones (by UUID). Keeps what reports have said. */
    void register(List<Registration> registrations) throws ProblemException;

    /** Forgets nodes with their facts and history. */
    Operation<Integer> remove(List<Node> nodes);

    /**
     * Writes uuid, name, campus, building, room, seat, address, ssh_port, mac as CSV (RFC 4180) with a header line. A text that a spreadsheet
     * would run as a formula gets an apostrophe before it, which the import takes away.
     */
    void exportPlaces(Writer target) throws ProblemException;

    /**
     * Reads what {@link #exportPlaces} writes, or a spreadsheet's version of it (byte order mark, semicolons or tabs); columns may be in any
     * order and all but uuid or name may be absent. A bad line is reported with its number and left out; the others are taken. Cells of
     * places are taken as they are, other empty cells keep what is there. The reader is read once, by the plan or else by the run.
     */
    Operation<ImportResult> importPlaces(Reader source);

    /** Called after each change with the UUIDs concerned (off any UI thread, quickly return). */
    Progress.Registration onChange(Consumer<List<String>> listener);

    /** What an import did: lines taken, and one sentence per line that was not. */
    record ImportResult(int taken, List<String> refused) {
        public ImportResult {
            refused = List.copyOf(refused);
        }
    }
}
