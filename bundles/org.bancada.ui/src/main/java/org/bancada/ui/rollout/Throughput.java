package org.bancada.ui.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSample;

/**
 * A rollout's course as curves. Knows no screen.
 *
 * @param buildings what came into each building from whomever, by its name
 * @param origin what this machine sent in all
 * @param bound seconds after the begin at which the download could have been over at the earliest; negative when not known
 * @param copies of the image that came over the uplink of each building
 */
record Throughput(Map<String, Curve> buildings, Curve origin, double bound, Map<String, Double> copies) {

    /** Bytes per second over seconds after the begin of the rollout; a step for each interval. */
    record Curve(double[] seconds, double[] bytesPerSecond) {
        double highest() {
            double highest = 0;
            for (double value : bytesPerSecond) {
                highest = Math.max(highest, value);
            }
            return highest;
        }
    }

    static Throughput of(Rollout rollout, List<RolloutSample> samples, RolloutReport report) {
        Instant begin = samples.isEmpty() ? rollout.started() : samples.getFirst().at().minusSeconds(5);
        begin = begin.isBefore(rollout.started()) ? rollout.started() : begin;
        Map<String, List<RolloutSample>> own = new TreeMap<>();
        samples.forEach(sample -> own.computeIfAbsent(sample.building(), name -> new ArrayList<>()).add(sample));
        Map<String, Curve> buildings = new LinkedHashMap<>();
        for (Map.Entry<String, List<RolloutSample>> building : own.entrySet()) {
            Steps steps = new Steps(begin);
            building.getValue().forEach(sample -> steps.add(sample.at(), sample.bytes()));
            buildings.put(building.getKey(), steps.curve());
        }
        Map<String, Double> copies = new LinkedHashMap<>();
        report.buildings().forEach(building -> copies.put(building.name(), building.copies()));
        return new Throughput(buildings, origin(samples, begin), report.bound().map(bound -> bound.toMillis() / 1000.0).orElse(-1.0), copies);
    }

    private static Curve origin(List<RolloutSample> samples, Instant begin) {
        Map<String, Long> latest = new TreeMap<>();
        Map<Instant, Long> sums = new TreeMap<>();
        for (RolloutSample sample : samples) {
            latest.put(sample.building(), sample.originBytes());
            sums.put(sample.at(), latest.values().stream().mapToLong(Long::longValue).sum());
        }
        Steps steps = new Steps(begin);
        sums.forEach(steps::add);
        return steps.curve();
    }

    /** Turns sums into speeds. */
    private static final class Steps {
        private final Instant begin;
        private final List<double[]> points = new ArrayList<>();
        private Instant last;
        private long sum;

        Steps(Instant begin) {
            this.begin = begin;
            last = begin;
        }

        void add(Instant at, long bytes) {
            double seconds = Duration.between(last, at).toMillis() / 1000.0;
            if (seconds <= 0) {
                return;
            }
            double speed = Math.max(0, bytes - sum) / seconds;
            points.add(new double[] {after(last), speed});
            points.add(new double[] {after(at), speed});
            last = at;
            sum = bytes;
        }

        private double after(Instant at) {
            return Duration.between(begin, at).toMillis() / 1000.0;
        }

        Curve curve() {
            return new Curve(points.stream().mapToDouble(point -> point[0]).toArray(), points.stream().mapToDouble(point -> point[1]).toArray());
        }
    }

    /** Whether there is anything to draw. */
    boolean isEmpty() {
        return buildings.values().stream().allMatch(curve -> curve.seconds().length == 0);
    }
}
