package org.bancada.remote;

import org.bancada.core.Node;

/** Told live what nodes print and how they end; called from several threads, never concurrently for the same node. */
public interface OutputListener {

    void line(Node node, boolean error, String text);

    void ended(Node node, Outcome.NodeResult result);

    static OutputListener none() {
        return new OutputListener() {
            @Override
            public void line(Node node, boolean error, String text) {
            }

            @Override
            public void ended(Node node, Outcome.NodeResult result) {
            }
        };
    }
}
