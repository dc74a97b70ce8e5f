package org.bancada.diagnosis.internal;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.core.query.QuerySyntax;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;

/** What was done to nodes: to one, back to as many actions as are wanted; to several, in one pass over the audit log. */
final class NodeActions {
    private static final int PAGE = 1_000;
    private static final int MOST = 200;

    private NodeActions() {
    }

    /** @return the newest actions by the node's name, newest first */
    static Map<String, List<AuditEntry>> newest(AuditLog audit, Collection<Node> nodes, Progress progress) throws ProblemException {
        progress.check();
        if (nodes.size() == 1) {
            String name = nodes.iterator().next().name();
            return Map.of(name, audit.entries(query(name), MOST));
        }
        Map<String, Deque<AuditEntry>> newest = new HashMap<>();
        nodes.forEach(node -> newest.put(node.name(), new ArrayDeque<>()));
        long last = 0;
        List<AuditEntry> page;
        do {
            progress.check();
            page = audit.after(last, PAGE);
            for (AuditEntry entry : page) {
                last = entry.id();
                for (String name : entry.nodes()) {
                    Deque<AuditEntry> own = newest.get(name);
                    if (own != null) {
                        own.addFirst(entry);
                        if (own.size() > MOST) {
                            own.removeLast();
                        }
                    }
                }
            }
        } while (page.size() == PAGE);
        Map<String, List<AuditEntry>> found = new HashMap<>();
        newest.forEach((name, own) -> found.put(name, List.copyOf(own)));
        return found;
    }

    private static Query query(String name) {
        String text = "node: " + QuerySyntax.quote(name);
        try {
            return Query.parse(text);
        } catch (QueryException ours) {
            throw new IllegalStateException(text, ours);
        }
    }
}
