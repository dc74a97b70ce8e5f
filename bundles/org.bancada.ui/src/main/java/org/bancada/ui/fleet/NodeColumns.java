package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Formats;

/** The columns that the table of nodes can show: what every node has, and any fact. */
final class NodeColumns {
    /** Shown until a person chooses others. */
    static final List<String> DEFAULT = List.of("name", "state", "place", "model", "address", "lastReport");
    private final Map<String, Column<Node>> known = new LinkedHashMap<>();

    NodeColumns(NodeModels models) {
        add(Column.<Node>text("name", label("name"), 130, Node::name).withIcon(node -> icon(node.state())));
        add(Column.<Node>text("state", label("state"), 90, node -> state(node.state())));
        add(Column.<Node>text("place", label("place"), 230, node -> node.place().toString()).sortedBy(Comparator.comparing(Node::place)));
        add(Column.text("campus", label("campus"), 120, node -> node.place().campus()));
        add(Column.text("building", label("building"), 100, node -> node.place().building()));
        add(Column.text("room", label("room"), 100, node -> node.place().room()));
        add(Column.text("seat", label("seat"), 70, node -> node.place().seat()));
        add(Column.text("model", label("model"), 190, Node::model));
        add(Column.text("profile", label("profile"), 170, models::profile));
        add(Column.<Node>text("checks", label("checks"), 130, models::checks).withIcon(models::icon));
        add(Column.text("drift", label("drift"), 240, models::drift));
        add(Column.text("vendor", label("vendor"), 110, Node::vendor));
        add(Column.text("address", label("address"), 120, Node::address));
        add(Column.text("mac", label("mac"), 150, Node::mac));
        add(Column.value("lastReport", FleetText.get("column.lastReport", Formats.zone()), 160, Node::lastReport, Formats::time));
        add(Column.text("uuid", label("uuid"), 290, Node::uuid));
    }

    private void add(Column<Node> column) {
        known.put(column.id(), column);
    }

    /** The name of a field as people read it. */
    static String label(String field) {
        return FleetText.get("column." + field);
    }

    static String state(NodeState state) {
        return FleetText.get("state." + state.name());
    }

    static String icon(NodeState state) {
        return switch (state) {
            case ONLINE -> "online";
            case OFFLINE -> "offline";
            case NEW -> "new";
        };
    }

    /** Ids of the columns that are no facts. */
    List<String> ids() {
        return List.copyOf(known.keySet());
    }

    /** What a column is called: known ones by their header, facts by their key. */
    String header(String id) {
        return known.containsKey(id) ? known.get(id).header() : id;
    }

    /** The columns with these ids, in this order; an id that is not known here is the key of a fact. */
    List<Column<Node>> columns(List<String> ids) {
        List<Column<Node>> columns = new ArrayList<>();
        for (String id : ids) {
            columns.add(known.containsKey(id) ? known.get(id) : fact(id));
        }
        return columns;
    }

    private static Column<Node> fact(String key) {
        return Column.text(key, key, 140, node -> node.facts().text(key).orElse(""));
    }
}
