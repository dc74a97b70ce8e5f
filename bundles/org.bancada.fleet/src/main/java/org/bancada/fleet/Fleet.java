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

    /** Changes of a node's facts, newest first. */
    List<Change> history(String uuid, int limit);

    /** The body of the node's last report as it came in. */
    Optional<Report> lastReport(String uuid);

    /** Adds nodes that have not reported yet, or renames and places known ones (by UUID). Keeps what reports have said. */
    void register(List<Registration> registrations) throws ProblemException;

    /** Forgets nodes with their facts and history. */
    Operation<Integer> remove(List<Node> nodes);

    /** Writes uuid, name, campus, building, room, seat, address, ssh_port, mac as CSV (RFC 4180) with a header line. */
    void exportPlaces(Writer target) throws ProblemException;

    /**
     * Reads what {@link #exportPlaces} writes; columns may be in any order and all but uuid or name may be absent. A bad line is reported
     * with its number and left out; the others are taken.
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
