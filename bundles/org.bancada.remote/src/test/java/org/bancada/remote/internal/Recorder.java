package org.bancada.remote.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.bancada.core.Node;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;

/** Keeps what nodes print and how they end. */
final class Recorder implements OutputListener {
    final Map<String, List<String>> lines = new ConcurrentHashMap<>();
    final Map<String, NodeResult> ended = new ConcurrentHashMap<>();

    @Override
    public void line(Node node, boolean error, String text) {
        lines.computeIfAbsent(node.name(), k -> new ArrayList<>()).add((error ? "! " : "") + text);
    }

    @Override
    public void ended(Node node, NodeResult result) {
        ended.put(node.name(), result);
    }
}
