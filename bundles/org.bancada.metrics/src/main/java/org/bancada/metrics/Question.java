package org.bancada.metrics;

import java.time.Instant;
import java.util.List;

import org.bancada.core.Node;

/**
 * What a chart is to show.
 *
 * @param nodes whose values are wanted
 * @param from first moment
 * @param to first moment after the last one
 * @param points how many points of a line are enough, 10 to 5000; a line has up to twice as many
 */
public record Question(Metric metric, List<Node> nodes, Instant from, Instant to, By by, int points) {
    private static final int FEWEST = 10;
    private static final int MOST = 5000;

    public Question {
        nodes = List.copyOf(nodes);
        points = Math.clamp(points, FEWEST, MOST);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }
}
