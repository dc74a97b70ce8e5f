package org.bancada.diagnosis.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;

/** What nodes logged. Many are asked for in one question, as long as its answer can be read in a second or two; else each by itself. */
final class NodeLogs {
    /** Of one node. */
    private static final int MOST = 5_000;
    /** Up to so many nodes, a question for each takes no longer than one that finds the others too. */
    private static final int FEW = 20;
    private static final int PAGE = 10_000;
    private static final int PAGES = 5;

    private final LogStore logs;

    NodeLogs(LogStore logs) {
        this.logs = logs;
    }

    /**
     * The newest events of one node, oldest first; what Bancada itself writes of it is not among them.
     *
     * @param to null for no bound
     */
    List<Event> newest(String query, Node node, Instant from, Instant to, Progress progress) throws ProblemException {
        return logs.newest(asked("(" + query + ") and (" + NodeEvents.query(node) + ")", from, to), MOST, progress).reversed();
    }

    /** The same of several nodes, by UUID. */
    Map<String, List<Event>> newest(String query, List<Node> nodes, Instant from, Progress progress) throws ProblemException {
        Map<String, List<Event>> found = new HashMap<>();
        nodes.forEach(node -> found.put(node.uuid(), new ArrayList<>()));
        boolean all = nodes.size() > FEW && shared("(" + query + ")", nodes, from, found, progress);
        for (Node node : nodes) {
            if (all || found.get(node.uuid()).size() >= MOST) {
                found.computeIfPresent(node.uuid(), (uuid, newest) -> newest.reversed());
            } else {
                found.put(node.uuid(), newest(query, node, from, null, progress));
            }
        }
        return found;
    }

    /** @return whether these were all events; else a node may miss its older ones */
    private boolean shared(String query, List<Node> nodes, Instant from, Map<String, List<Event>> found, Progress progress) throws ProblemException {
        Map<String, Set<String>> uuids = new HashMap<>();
        nodes.forEach(node -> NodeEvents.names(node).forEach(name -> uuids.computeIfAbsent(folded(name), any -> new LinkedHashSet<>()).add(node.uuid())));
        Event last = null;
        for (int i = 0; i < PAGES; i++) {
            List<Event> page = logs.search(asked(query, from, null), LogStore.Order.NEWEST_FIRST, PAGE, last, progress);
            for (Event event : page) {
                Set<String> owners = new LinkedHashSet<>();
                NodeEvents.FIELDS.forEach(field -> event.values(field).forEach(value -> owners.addAll(uuids.getOrDefault(folded(value), Set.of()))));
                owners.stream().map(found::get).filter(own -> own.size() < MOST).forEach(own -> own.add(event));
            }
            if (page.size() < PAGE) {
                return true;
            }
            last = page.getLast();
        }
        return false;
    }

    /** Values of a field are compared so by a query too. */
    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static LogQuery asked(String query, Instant from, Instant to) {
        String text = query + " and not _index: (audit or change)";
        try {
            return new LogQuery(Query.parse(text), from, to);
        } catch (QueryException ours) {
            throw new IllegalStateException(text, ours);
        }
    }
}
