package org.bancada.ui.metrics;

import java.util.List;

import org.bancada.metrics.By;
import org.bancada.metrics.Metric;

/**
 * What a person looks at.
 *
 * @param uuids nodes; empty for all of them
 * @param source empty for the usual one
 */
record Looking(List<String> uuids, Metric metric, Span span, By by, String source) {

    Looking {
        uuids = List.copyOf(uuids);
    }

    Looking of(List<String> others, By wanted) {
        return new Looking(others, metric, span, wanted, source);
    }

    Looking metric(Metric other) {
        return new Looking(uuids, other, span, by, source);
    }

    Looking span(Span other) {
        return new Looking(uuids, metric, other, by, source);
    }

    Looking by(By other) {
        return new Looking(uuids, metric, span, other, source);
    }

    Looking source(String other) {
        return new Looking(uuids, metric, span, by, other);
    }
}
