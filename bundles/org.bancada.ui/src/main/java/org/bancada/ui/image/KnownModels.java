package org.bancada.ui.image;

import java.util.List;

import org.bancada.core.NaturalOrder;
import org.bancada.core.Node;

/** The machine models that the fleet has, sorted. */
record KnownModels(List<String> names) {
    static KnownModels of(List<Node> nodes) {
        return new KnownModels(nodes.stream().map(Node::model).filter(m -> !m.isEmpty()).distinct().sorted(NaturalOrder.INSTANCE).toList());
    }
}
