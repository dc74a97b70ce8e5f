package org.bancada.ui.profile;

import java.time.Instant;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.core.Node;

/**
 * The PC that a profile is tried on.
 *
 * @param name of the node or of the file
 * @param node empty when its facts come from a file
 * @param note what is to be known about the facts; empty for nothing
 */
record Pc(String name, Optional<Node> node, Facts facts, Instant asked, String note) {
    static final Pc NONE = new Pc("", Optional.empty(), Facts.NONE, Instant.EPOCH, "");

    boolean isThere() {
        return !facts.asMap().isEmpty();
    }

    String model() {
        return facts.text("dmi.product_name").orElse("");
    }
}
