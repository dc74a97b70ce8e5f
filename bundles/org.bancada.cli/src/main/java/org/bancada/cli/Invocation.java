package org.bancada.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.fleet.Fleet;

/**
 * One command being run: who asked, from where, in which language.
 *
 * @param directory absolute path that relative files are meant from
 * @param progress asks to stop when the person does, or goes away
 */
public record Invocation(Path directory, Terminal terminal, Locale locale, Progress progress, Engines engines) {
    private static final Messages TEXT = Messages.beside(Invocation.class);

    /** A text in the language of the person. */
    public String text(Messages messages, String key, Object... arguments) {
        return messages.text(locale, key, arguments);
    }

    /** A file as a person typed it. */
    public Path file(String typed) throws UsageException {
        try {
            return directory.resolve(typed).normalize();
        } catch (InvalidPathException noPath) {
            throw new UsageException(text(TEXT, "path.invalid", typed));
        }
    }

    /** @throws UsageException pointing at the character that is wrong */
    public Query query(String typed) throws UsageException {
        try {
            return Query.parse(typed);
        } catch (QueryException wrong) {
            int position = Math.min(Math.max(wrong.position(), 0), typed.length());
            throw new UsageException(text(TEXT, "query.wrong", wrong.getMessage()) + "\n    " + typed.replaceAll("\\s", " ") + "\n    "
                    + " ".repeat(Table.width(typed.substring(0, position))) + "^");
        }
    }

    /**
     * The nodes that a selector names.
     *
     * @throws ProblemException when there are none
     */
    public List<Node> select(String selector) throws UsageException, ProblemException {
        Query query = query(selector);
        Fleet fleet = engines.get(Fleet.class);
        List<Node> nodes = fleet.select(query);
        if (nodes.isEmpty()) {
            boolean empty = fleet.nodes().isEmpty();
            throw new ProblemException(new Problem(text(TEXT, "nodes.none"), selector,
                    text(TEXT, empty ? "nodes.none.empty" : "nodes.none.cure")));
        }
        return nodes;
    }

    /**
     * As {@link #select}, for actions that try the nodes themselves. Where no station or workbench listens, nobody has heard the nodes' reports,
     * and that a node is offline is not known: it counts as new.
     */
    public List<Node> selectToTry(String selector) throws UsageException, ProblemException {
        List<Node> nodes = select(selector);
        if (engines.stay()) {
            return nodes;
        }
        return nodes.stream().map(n -> n.state() != NodeState.OFFLINE ? n : new Node(n.uuid(), n.name(), n.place(), n.model(), n.vendor(),
                NodeState.NEW, n.address(), n.sshPort(), n.mac(), n.lastReport(), n.facts())).toList();
    }

    /** The one node that a name or UUID means. */
    public Node node(String nameOrUuid) throws ProblemException {
        return engines.get(Fleet.class).node(nameOrUuid).orElseThrow(() -> new ProblemException(
                new Problem(text(TEXT, "node.unknown"), nameOrUuid, text(TEXT, "nodes.none.cure"))));
    }
}
