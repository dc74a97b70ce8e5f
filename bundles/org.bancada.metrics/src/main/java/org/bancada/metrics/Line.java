package org.bancada.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One node or place over time.
 *
 * @param name of the node or place
 * @param nodes how many nodes it stands for
 * @param spacing how far apart points are as long as nothing is missing
 * @param points ascending by time
 */
public record Line(String name, int nodes, Duration spacing, List<Point> points) {
    /** A report or two may come late or not at all before that counts as a gap. */
    private static final double PATIENCE = 2.5;

    public Line {
        points = List.copyOf(points);
    }

    /** The longest time between two points that belong together. */
    public Duration patience() {
        return Duration.ofMillis((long) (spacing.toMillis() * PATIENCE));
    }

    /** Runs of points without a gap: what may be joined by a stroke. */
    public List<List<Point>> runs() {
        List<List<Point>> runs = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= points.size(); i++) {
            boolean gap = i == points.size() || points.get(i).at().isAfter(points.get(i - 1).at().plus(patience()));
            if (gap) {
                runs.add(points.subList(begin, i));
                begin = i;
            }
        }
        return runs;
    }

    /** The point nearest to a moment, unless that moment lies in a gap. */
    public Optional<Point> near(Instant moment) {
        Point best = null;
        for (Point point : points) {
            if (best == null || distance(point, moment).compareTo(distance(best, moment)) < 0) {
                best = point;
            }
        }
        return Optional.ofNullable(best).filter(point -> distance(point, moment).compareTo(patience()) <= 0);
    }

    private static Duration distance(Point point, Instant moment) {
        return Duration.between(point.at(), moment).abs();
    }
}
