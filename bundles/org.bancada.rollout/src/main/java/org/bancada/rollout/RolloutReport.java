package org.bancada.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a rollout, for people who look at it afterwards.
 *
 * @param download from the first node that began to download until the last one had everything; zero when none has
 * @param bound the least time that the download could have taken: the image's size by the slowest known link of a node that got it. Empty
 *        when no link is known. Uplinks between buildings are not known to Bancada and not in it.
 * @param series what came into the buildings over time
 */
public record RolloutReport(Rollout rollout, Duration download, Optional<Duration> bound, RolloutSeries series, List<Building> buildings,
        List<Line> nodes) {

    public RolloutReport {
        buildings = List.copyOf(buildings);
        nodes = List.copyOf(nodes);
    }

    /**
     * One building.
     *
     * @param name as in {@link RolloutSample}
     * @param bytes that its nodes have downloaded
     * @param originBytes of these from this machine
     * @param copies of the image that came in over its uplink, from this machine and from other buildings; 1 is the least where anything had to come in
     */
    public record Building(String name, int nodes, int confirmed, long bytes, long originBytes, double copies) {
    }

    /**
     * One node.
     *
     * @param download how long its downloading took; empty when it never had everything
     * @param whole from its first step to its last
     * @param times how long it was in each state, all tries together, until now where it has not ended; states that it did not enter, and those that
     *        end its way, are absent
     * @param linkMbit speed of its fastest wired link; -1 when not known
     * @param physical what a person with a screwdriver should look at, one sentence each
     */
    public record Line(NodeProgress node, Optional<Duration> download, Duration whole, Map<NodeRolloutState, Duration> times, long linkMbit,
            List<String> physical) {
        public Line {
            times = Map.copyOf(times);
            physical = List.copyOf(physical);
        }
    }

    /** How the report is written down. */
    public enum Format {
        /** One page that needs nothing else, in the language of the moment. */
        HTML,
        /** One line a node (RFC 4180), with English column names that stay. */
        CSV
    }
}
