package org.bancada.diagnosis.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.query.QuerySyntax;

/** Which events are a node's: by the name that people gave it, and by the one that it has itself. */
final class NodeEvents {
    /** Where shippers put the node's name; see {@link org.bancada.log.Event#nodeField}. */
    static final List<String> FIELDS = List.of("host", "host.name", "hostname", "node");

    private NodeEvents() {
    }

    static String query(Node node) {
        String any = names(node).stream().map(QuerySyntax::quote).collect(Collectors.joining(" or "));
        return FIELDS.stream().map(field -> field + ": (" + any + ")").collect(Collectors.joining(" or "));
    }

    static Set<String> names(Node node) {
        Set<String> names = new LinkedHashSet<>(List.of(node.name()));
        node.facts().text("host.name").ifPresent(names::add);
        return names;
    }
}
