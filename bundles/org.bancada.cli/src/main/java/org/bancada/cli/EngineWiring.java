package org.bancada.cli;

import java.net.InetSocketAddress;

import org.bancada.core.ProblemException;

/**
 * What connects the engines with each other while a process works with nodes: while this service is held, nodes that come online get the
 * actions that waited for them, and running rollouts go on. Stations and workbenches hold it as long as they live.
 */
public interface EngineWiring {

    /** Setting that says where nodes reach the collector, {@code HOST:PORT}. */
    String LISTEN_SETTING = "collector.listen";
    String LISTEN_DEFAULT = "127.0.0.1:7470";

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
}
