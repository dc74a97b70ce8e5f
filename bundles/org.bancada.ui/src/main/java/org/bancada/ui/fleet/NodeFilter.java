package org.bancada.ui.fleet;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;

/**
 * Which nodes the table shows, and in which order.
 *
 * @param selector what was typed; blank means everything
 * @param places only nodes in one of these; empty means everywhere
 * @param order null for the fleet's own
 */
record NodeFilter(String selector, List<PlaceItem> places, Comparator<Node> order) {

    /**
     * @param rows the nodes that pass, sorted
     * @param total how many there are at all
     * @param states how many of the rows are in which state
     * @param wrong why the selector could not be understood, else null; then {@code rows} are those of the places
     */
    record Shown(List<Node> rows, int total, Map<NodeState, Long> states, QueryException wrong) {
        static final Shown NOTHING = new Shown(List.of(), 0, Map.of(), null);
    }

    Shown apply(List<Node> fleet) {
        Query query = null;
        QueryException wrong = null;
        try {
            query = selector.isBlank() ? null : Query.parse(selector);
        } catch (QueryException notUnderstood) {
            wrong = notUnderstood;
        }
        Query wanted = query;
        List<Node> rows = fleet;
        boolean everywhere = places.isEmpty() || places.stream().anyMatch(p -> p.path().isEmpty());
        if (wanted != null || !everywhere) {
            rows = fleet.stream().filter(n -> everywhere || places.stream().anyMatch(p -> p.contains(n)))
                    .filter(n -> wanted == null || wanted.matches(n)).toList();
        }
        if (order != null) {
            rows = rows.stream().sorted(order).toList();
        }
        Map<NodeState, Long> states = rows.stream().collect(Collectors.groupingBy(Node::state, Collectors.counting()));
        return new Shown(rows, fleet.size(), states, wrong);
    }
}
