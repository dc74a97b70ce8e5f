package org.bancada.metrics;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** How a Prometheus server, which scrapes node_exporter on the nodes, is asked as another source of metrics. */
public interface Prometheus {
    String NAME = "prometheus";
    String USUAL_INSTANCE = "{name}:9100";

    /**
     * @param url of the server, without credentials, for example {@code http://prometheus.lab:9090}
     * @param user for basic authentication; empty when the secret is a bearer token, or there is none
     * @param instance what the label {@code instance} of a node is: {@code {name}}, {@code {address}} and {@code {uuid}} stand for what the node has
     */
    record Setup(URI url, String user, String instance) {
    }

    /** @param version that the server says; {@code unknown} holds instances that are no node's, at most a few */
    record Check(String version, int nodes, int matched, List<String> unknown) {
        public Check {
            unknown = List.copyOf(unknown);
        }
    }

    /** Empty when none was set up. */
    Optional<Setup> setup() throws ProblemException;

    /**
     * Sets the server up, and makes it the usual source.
     *
     * @param secret password or token; null keeps the present one unless the URL changes, an empty one removes it. It is copied.
     */
    Operation<Setup> use(Setup setup, char[] secret);

    /** Makes the reports the usual source again; what is known of the server stays, so that it can be asked by name. */
    Operation<Void> leave();

    /** Whether there is a password or token. */
    boolean hasSecret() throws ProblemException;

    /**
     * Asks the server what it is and which nodes it knows.
     *
     * @throws ProblemException saying what is wrong: nobody answers, the credentials, something else than Prometheus
     */
    Check test(List<Node> nodes, Progress progress) throws ProblemException;

    /** The same of a server that is not set up yet; {@code secret} as in {@link #use}. */
    Check test(Setup setup, char[] secret, List<Node> nodes, Progress progress) throws ProblemException;
}
