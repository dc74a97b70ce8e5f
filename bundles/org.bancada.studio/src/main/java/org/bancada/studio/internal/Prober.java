package org.bancada.studio.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.profile.FactsText;
import org.bancada.remote.Remote;

/** Asks nodes for their facts. */
final class Prober {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_COMPLAINT = 300;
    private final Remote remote;

    Prober(Remote remote) {
        this.remote = remote;
    }

    Facts facts(Node node, Progress cancel) throws ProblemException {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        int code = remote.follow(node, "facts", new byte[0], CONNECT, cancel, line -> add(out, line, FactsText.LARGEST),
                line -> add(err, line, MOST_COMPLAINT));
        if (code != 0) {
            throw Texts.problem(node.name(), "probe.failed", code, err.toString().strip());
        }
        return FactsText.parse(node.name(), out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void add(StringBuilder text, String line, int most) {
        if (text.length() <= most) {
            text.append(line).append('\n');
        }
    }
}
