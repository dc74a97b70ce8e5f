package org.bancada.metrics;

import org.bancada.core.Node;

/** What becomes one line of a chart. */
public enum By {
    NODE, ROOM, BUILDING;

    /** The key that the nodes of one line have in common; empty for a place that nobody has said. */
    public String of(Node node) {
        return switch (this) {
            case NODE -> node.name();
            case ROOM -> node.place().building().isEmpty() || node.place().room().isEmpty() ? node.place().building() + node.place().room()
                    : node.place().building() + " / " + node.place().room();
            case BUILDING -> node.place().building();
        };
    }
}
