package org.bancada.metrics.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bancada.metrics.Line;
import org.bancada.metrics.Metric;
import org.bancada.metrics.Point;

/** Many points to few, and many nodes to one place. */
final class Combination {
    private Combination() {
    }

    /** The line with at most one point a step; values within a step become their mean, lowest and highest. */
    static Line thinned(Line line, Instant from, Duration step) {
        List<Point> points = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= line.points().size(); i++) {
            if (i == line.points().size() || slot(line.points().get(i), from, step) != slot(line.points().get(begin), from, step)) {
                points.add(merged(line.points().subList(begin, i), from.plus(step.multipliedBy(slot(line.points().get(begin), from, step)))));
                begin = i;
            }
        }
        return new Line(line.name(), line.nodes(), step.compareTo(line.spacing()) > 0 ? step : line.spacing(), points);
    }

    private static long slot(Point point, Instant from, Duration step) {
        return Math.floorDiv(Duration.between(from, point.at()).toSeconds(), step.toSeconds());
    }

    private static Point merged(List<Point> points, Instant at) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            sum += point.value();
            min = Math.min(min, point.min());
            max = Math.max(max, point.max());
        }
        return new Point(at, sum / points.size(), min, max);
    }

    /**
     * Nodes of one place as one line. Nodes report at different moments, so a node's value counts until its next one comes, or until
     * {@link Line#patience} is over: then it is missing, not zero.
     */
    static Line place(String name, List<Line> nodes, Metric metric, Instant from, Instant to, Duration step) {
        int slots = (int) Math.ceilDiv(Duration.between(from, to).toMillis(), step.toMillis());
        double[] sum = new double[slots];
        double[] min = new double[slots];
        double[] max = new double[slots];
        int[] count = new int[slots];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        for (Line node : nodes) {
            List<Point> points = thinned(node, from, step).points();
            for (int i = 0; i < points.size(); i++) {
                Point point = points.get(i);
                int slot = (int) slot(point, from, step);
                int end = i + 1 < points.size() ? (int) slot(points.get(i + 1), from, step) : slots;
                int patient = slot + (int) Math.max(1, Math.ceilDiv(node.patience().toMillis(), step.toMillis()));
                for (int s = Math.max(0, slot); s < Math.min(slots, Math.min(end, patient)); s++) {
                    sum[s] += point.value();
                    min[s] = Math.min(min[s], point.min());
                    max[s] = Math.max(max[s], point.max());
                    count[s]++;
                }
            }
        }
        List<Point> points = new ArrayList<>();
        for (int s = 0; s < slots; s++) {
            if (count[s] > 0) {
                Instant at = from.plus(step.multipliedBy(s));
                // Single nodes' peaks say nothing of a sum.
                points.add(metric.unit().adds() ? new Point(at, sum[s], sum[s], sum[s]) : new Point(at, sum[s] / count[s], min[s], max[s]));
            }
        }
        return new Line(name, nodes.size(), step, points);
    }
}
