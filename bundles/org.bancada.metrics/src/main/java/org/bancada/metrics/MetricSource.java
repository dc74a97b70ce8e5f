package org.bancada.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Where values over time come from. Safe for use by several threads. */
public interface MetricSource {

    /** One word by which people choose it, for example {@code reports}. */
    String name();

    /** Whether it can be asked at all; one that nobody has set up cannot. */
    boolean ready() throws ProblemException;

    /** What it has values of, ordered by name. */
    List<Metric> metrics(Progress progress) throws ProblemException;

    /**
     * The values of single nodes. A source that keeps coarser values of older times answers with the finest ones that it has.
     *
     * @param step how far apart points need to be at least
     * @return by UUID, without the nodes that have none
     * @throws ProblemException saying what to do, when the source cannot answer
     */
    Map<String, Line> lines(Metric metric, List<Node> nodes, Instant from, Instant to, Duration step, Progress progress) throws ProblemException;
}
