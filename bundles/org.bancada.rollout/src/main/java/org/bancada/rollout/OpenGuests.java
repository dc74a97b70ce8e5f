package org.bancada.rollout;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * Which guests a node has open that its own scripts do not know of, because libvirt started them. Drivers register one; without it a rollout relies on the lock
 * of the node's scripts alone.
 */
public interface OpenGuests {

    /**
     * @return their names; empty when none is open
     * @throws ProblemException when it cannot be found out: then the node must not switch
     * @throws java.util.concurrent.CancellationException when {@code cancel} asked to stop
     */
    List<String> names(Node node, Progress cancel) throws ProblemException;
}
