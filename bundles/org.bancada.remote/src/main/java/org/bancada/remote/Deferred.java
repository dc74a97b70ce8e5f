package org.bancada.remote;

import java.time.Instant;
import java.util.List;

import org.bancada.core.Node;

/** Actions on nodes that were off: kept over restarts, run when the node is back, dropped at their expiry. */
public interface Deferred {

    /** @param action what will run, a shell command line; {@code node} its name */
    record Waiting(long id, String uuid, String node, String action, Instant since, Instant expiry) {
    }

    List<Waiting> waiting();

    /** Takes one back; harmless when it is gone. */
    void cancel(long id);

    /** Drivers call this when nodes were seen online. */
    void online(List<Node> nodes);
}
