package org.bancada.fleet.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.NaturalOrder;
import org.bancada.core.Node;

/** All nodes in memory, by UUID and by name, and as one ordered list that is made again only when somebody asks after a change. */
final class Roster {
    private static final Comparator<Node> ORDER = Comparator.comparing(Node::place).thenComparing(Node::name, NaturalOrder.INSTANCE)
            .thenComparing(Node::uuid);

    private final Map<String, NodeEntry> byUuid = new HashMap<>();
    private final Map<String, String> uuidByName = new HashMap<>();
    private List<String> order;
    private List<Node> nodes;

    synchronized List<Node> nodes() {
        if (order == null) {
            order = byUuid.values().stream().map(NodeEntry::node).sorted(ORDER).map(Node::uuid).toList();
        }
        if (nodes == null) {
            List<Node> fresh = new ArrayList<>(order.size());
            order.forEach(uuid -> fresh.add(byUuid.get(uuid).node()));
            nodes = List.copyOf(fresh);
        }
        return nodes;
    }

    synchronized Optional<NodeEntry> uuid(String uuid) {
        return Optional.ofNullable(byUuid.get(uuid));
    }

    /** @param name compared ignoring case */
    synchronized Optional<NodeEntry> name(String name) {
        return Optional.ofNullable(uuidByName.get(key(name))).map(byUuid::get);
    }

    synchronized List<NodeEntry> entries() {
        return List.copyOf(byUuid.values());
    }

    synchronized int size() {
        return byUuid.size();
    }

    /** Adds nodes or replaces them by UUID. Names must be free, or become so by the same call. */
    synchronized void put(Collection<NodeEntry> entries) {
        for (NodeEntry entry : entries) {
            NodeEntry before = byUuid.put(entry.node().uuid(), entry);
            if (before == null || !before.node().name().equals(entry.node().name()) || !before.node().place().equals(entry.node().place())) {
                order = null;
                if (before != null) {
                    uuidByName.remove(key(before.node().name()), before.node().uuid());
                }
            }
        }
        entries.forEach(entry -> uuidByName.put(key(entry.node().name()), entry.node().uuid()));
        nodes = null;
    }

    synchronized void remove(Collection<String> uuids) {
        for (String uuid : uuids) {
            NodeEntry gone = byUuid.remove(uuid);
            if (gone != null) {
                uuidByName.remove(key(gone.node().name()), uuid);
            }
        }
        order = null;
        nodes = null;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
