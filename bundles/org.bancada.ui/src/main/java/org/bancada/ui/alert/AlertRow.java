package org.bancada.ui.alert;

import java.util.List;
import java.util.stream.Collectors;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.alert.Delivery;
import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.ui.fleet.NodeSource;

/** A chosen alert, which stands for its nodes: commands on nodes act on those. */
record AlertRow(Alert alert, List<String> uuids, List<Delivery> deliveries) implements NodeSource {
    AlertRow {
        uuids = List.copyOf(uuids);
        deliveries = List.copyOf(deliveries);
    }

    /** Off the UI thread. */
    static AlertRow of(Alert alert, Fleet fleet, List<Delivery> deliveries) {
        boolean nodes = alert.kind() == AlertRule.Kind.NODES || alert.groupBy().equals(AlertRule.NODE);
        List<String> uuids = nodes ? alert.causes().stream().flatMap(name -> fleet.node(name).map(Node::uuid).stream()).toList() : List.of();
        return new AlertRow(alert, uuids, deliveries);
    }

    /** What became of telling people, and what is wrong with it. */
    String told() {
        return deliveries.stream().map(one -> AlertText.get("told." + one.way(), AlertText.get("told." + one.state())) + (one.problem().isEmpty() ? "" : " (" + one.problem() + ")"))
                .collect(Collectors.joining("; "));
    }

    /** The nodes or values, few of them by name. */
    String causes() {
        List<String> named = alert.causes().stream().filter(cause -> !cause.isEmpty()).limit(3).toList();
        String some = String.join(", ", named);
        return alert.causeCount() > named.size() && !named.isEmpty() ? AlertText.get("causes.more", some, alert.causeCount() - named.size()) : some;
    }
}
