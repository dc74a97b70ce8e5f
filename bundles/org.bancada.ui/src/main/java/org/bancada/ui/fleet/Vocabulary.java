package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.bancada.core.Node;
import org.bancada.core.query.Completion;

/**
 * The fields and values that selectors of this fleet can speak of.
 *
 * @param facts keys of all facts that some node has, sorted
 */
public record Vocabulary(List<Node> nodes, List<String> facts) {
    private static final int MOST_VALUES = 2_000;

    public static Vocabulary of(List<Node> nodes) {
        Set<String> facts = new TreeSet<>();
        for (Node node : nodes) {
            facts.addAll(node.facts().asMap().keySet());
        }
        return new Vocabulary(nodes, List.copyOf(facts));
    }

    public Completion completion() {
        List<String> fields = new ArrayList<>(Node.FIELDS);
        fields.addAll(facts);
        Map<String, Collection<String>> known = new HashMap<>();
        return new Completion(fields, field -> known.computeIfAbsent(field, this::values));
    }

    private Collection<String> values(String field) {
        Set<String> values = new LinkedHashSet<>();
        for (Node node : nodes) {
            values.addAll(node.values(field));
            if (values.size() >= MOST_VALUES) {
                break;
            }
        }
        return values;
    }
}
