package org.bancada.metrics;

import java.util.List;

/**
 * What a chart shows.
 *
 * @param lines those of which there are values, in the order of the nodes that were asked for
 * @param without names of the nodes of which there is no value
 */
public record Answer(Question question, List<Line> lines, List<String> without) {
    public Answer {
        lines = List.copyOf(lines);
        without = List.copyOf(without);
    }
}
