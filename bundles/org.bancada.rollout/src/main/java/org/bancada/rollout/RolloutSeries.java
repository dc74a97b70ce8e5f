package org.bancada.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.Place;

/**
 * What arrived in each building over the time of a rollout, and from where.
 *
 * <p>The numbers are the peers' own, from their announces (BEP 3: {@code downloaded}, {@code uploaded}). Where bytes came from follows from whom
 * the tracker told a peer of: the gateway of a building gets from outside, everybody else from inside. Of what the gateways got, the origin gave
 * what was downloaded by all and uploaded by none. Bytes that were fetched again after a bad piece count twice: they crossed the uplink twice.
 *
 * @param imageBytes size of the image
 * @param step how long a point lasts; it grows with the rollout, so that there are never more than 1,440 moments
 * @param points ascending by time, then building, then source; a point without bytes is absent
 */
public record RolloutSeries(long imageBytes, Duration step, List<Point> points) {

    /** Seen from the node that receives. OTHER_BUILDINGS and ORIGIN came over the building's uplink. */
    public enum Source {
        ROOM, BUILDING, OTHER_BUILDINGS, ORIGIN;

        public boolean crossesUplink() {
            return this == OTHER_BUILDINGS || this == ORIGIN;
        }
    }

    /**
     * @param time when it began
     * @param building as {@link #building} names it
     * @param bytes that arrived during the step
     * @param bytesPerSecond the same as a mean over the step
     */
    public record Point(Instant time, String building, Source source, long bytes, long bytesPerSecond) {
    }

    public RolloutSeries {
        points = List.copyOf(points);
    }

    /** Nothing has arrived. */
    public static RolloutSeries none(long imageBytes) {
        return new RolloutSeries(imageBytes, Duration.ofSeconds(5), List.of());
    }

    /** The name of a building: {@code campus / building}; empty where it is not known. */
    public static String building(Place place) {
        return place.building().isEmpty() ? "" : place.campus().isEmpty() ? place.building() : place.campus() + " / " + place.building();
    }

    /** All buildings in which something arrived, ascending. */
    public List<String> buildings() {
        return points.stream().map(Point::building).distinct().sorted().toList();
    }

    /** Bytes that arrived in a building, by source; sources without bytes are absent. */
    public Map<Source, Long> bytes(String building) {
        return sums(points.stream().filter(point -> point.building().equals(building)).toList());
    }

    /** Bytes that arrived anywhere, by source; sources without bytes are absent. */
    public Map<Source, Long> bytes() {
        return sums(points);
    }

    private static Map<Source, Long> sums(Collection<Point> points) {
        Map<Source, Long> sums = new EnumMap<>(Source.class);
        points.forEach(point -> sums.merge(point.source(), point.bytes(), Long::sum));
        return sums;
    }

    /** Copies per uplink: how often the image crossed into a building. One is the least where anything had to come in; 0 when nothing did. */
    public double copies(String building) {
        long crossed = 0;
        for (Map.Entry<Source, Long> sum : bytes(building).entrySet()) {
            crossed += sum.getKey().crossesUplink() ? sum.getValue() : 0;
        }
        return imageBytes <= 0 ? 0 : (double) crossed / imageBytes;
    }

    /** The same as sums since the beginning, one for each building at the end of every step in which something came, and where a pause ends. */
    public List<RolloutSample> samples() {
        Map<String, RolloutSample> last = new HashMap<>();
        List<RolloutSample> samples = new ArrayList<>();
        for (Point point : points) {
            Instant end = point.time().plus(step);
            RolloutSample before = last.get(point.building());
            if (before != null && before.at().isBefore(point.time())) {
                samples.add(new RolloutSample(point.time(), point.building(), before.bytes(), before.originBytes()));
            } else if (before != null && before.at().equals(end)) {
                samples.removeLast();
            }
            long origin = point.source() == Source.ORIGIN ? point.bytes() : 0;
            RolloutSample now = new RolloutSample(end, point.building(), (before == null ? 0 : before.bytes()) + point.bytes(),
                    (before == null ? 0 : before.originBytes()) + origin);
            samples.add(now);
            last.put(point.building(), now);
        }
        samples.sort(Comparator.comparing(RolloutSample::at).thenComparing(RolloutSample::building));
        return samples;
    }
}
