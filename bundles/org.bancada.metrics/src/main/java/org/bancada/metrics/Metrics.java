package org.bancada.metrics;

import java.io.IOException;
import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Values over time by node and place: what the command line and the window ask. Safe for use by several threads. */
public interface Metrics {
    /** Setting: the name of the source that is asked when none is named. */
    String SOURCE = "metrics.source";

    /** Names of the sources that can be asked, the usual one first. */
    List<String> sources() throws ProblemException;

    /** @param source its name; empty for the usual one */
    List<Metric> metrics(String source, Progress progress) throws ProblemException;

    /**
     * @param source its name; empty for the usual one
     * @throws java.util.concurrent.CancellationException when {@code progress} asked to stop
     */
    Answer ask(Question question, String source, Progress progress) throws ProblemException;

    /** Writes an answer as CSV (RFC 4180): time (ISO 8601, UTC), name, metric, unit, value, min, max. */
    void writeCsv(Answer answer, Appendable target) throws IOException;
}
