package org.bancada.cli;

import java.net.InetSocketAddress;
import java.util.List;

import org.bancada.collector.CollectorCertificate;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;

/**
 * What connects the engines with each other while a process works with nodes: while this service is held, nodes that come online get the
 * actions that waited for them, and running rollouts go on. Stations and workbenches hold it as long as they live.
 */
public interface EngineWiring {

    /** Setting that says where nodes reach the collector, {@code HOST:PORT}. */
    String LISTEN_SETTING = "collector.listen";
    String LISTEN_DEFAULT = "127.0.0.1:7470";
    /** Setting with the host names and addresses, beside this machine's own, under which nodes call the collector; separated by commas. */
    String NAMES_SETTING = "collector.names";

    /**
     * Lets the collector listen at {@code address}.
     *
     * @param address {@code HOST:PORT}, or {@code [IPV6]:PORT}
     * @throws ProblemException when that is no address, or it is taken
     */
    InetSocketAddress listen(String address) throws ProblemException;

    /**
     * Lets the collector listen where the settings say, or at one of the next ports when that is taken, unless it listens already. For
     * commands that need nodes to talk back just while they run.
     */
    InetSocketAddress listenSomewhere() throws ProblemException;

    /**
     * Sets the names under which nodes call the collector, beside this machine's own; its certificate gets them when it listens.
     *
     * @param names host names and addresses; the plan fails for one that is neither
     */
    Operation<Void> names(List<String> names);

    /** As {@link org.bancada.collector.Collector#renew}, with an entry in the audit log. */
    Operation<CollectorCertificate> renew(boolean authority);
}
