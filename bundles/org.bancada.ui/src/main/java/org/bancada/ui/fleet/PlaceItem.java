package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bancada.core.NaturalOrder;
import org.bancada.core.Node;
import org.bancada.core.NodeState;

/**
 * A campus, building or room with what is in it. Equal to another one of the same path, whatever is in it, so that a tree keeps its state
 * over updates.
 */
public final class PlaceItem implements NodeSource {
    private static final int ROOM = 3;
    private final List<String> path;
    private final Map<String, PlaceItem> children = new TreeMap<>(NaturalOrder.INSTANCE.thenComparing(String::compareTo));
    private final Map<NodeState, Integer> counts = new EnumMap<>(NodeState.class);
    private final List<String> uuids = new ArrayList<>();

    private PlaceItem(List<String> path) {
        this.path = path;
    }

    /** The whole fleet as a tree of campus, building and room; its root has the empty path. */
    public static PlaceItem tree(List<Node> nodes) {
        PlaceItem root = new PlaceItem(List.of());
        for (Node node : nodes) {
            PlaceItem item = root;
            item.add(node);
            if (node.place().isUnknown()) {
                item = item.child("");
                item.add(node);
                continue;
            }
            for (String part : node.place().parts().subList(0, ROOM)) {
                item = item.child(part);
                item.add(node);
            }
        }
        return root;
    }

    private PlaceItem child(String part) {
        return children.computeIfAbsent(part, name -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            return new PlaceItem(List.copyOf(longer));
        });
    }

    private void add(Node node) {
        counts.merge(node.state(), 1, Integer::sum);
        uuids.add(node.uuid());
    }

    /** Names from the campus down; empty for the whole fleet, one empty name for nodes that nobody has placed. */
    public List<String> path() {
        return path;
    }

    public boolean contains(Node node) {
        List<String> parts = node.place().parts();
        if (path.equals(List.of(""))) {
            return node.place().isUnknown();
        }
        return parts.subList(0, path.size()).equals(path);
    }

    public List<PlaceItem> children() {
        return List.copyOf(children.values());
    }

    public int count(NodeState state) {
        return counts.getOrDefault(state, 0);
    }

    public int total() {
        return uuids.size();
    }

    @Override
    public List<String> uuids() {
        return List.copyOf(uuids);
    }

    /** Whether everything in it is the same, too. */
    boolean sameAs(PlaceItem other) {
        return path.equals(other.path) && counts.equals(other.counts) && uuids.equals(other.uuids)
                && children.size() == other.children.size()
                && children.keySet().equals(other.children.keySet())
                && children.values().stream().allMatch(child -> child.sameAs(other.children.get(child.path.getLast())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlaceItem item && item.path.equals(path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @Override
    public String toString() {
        return String.join(" / ", path);
    }
}
