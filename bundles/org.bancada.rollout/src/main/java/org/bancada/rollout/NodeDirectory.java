package org.bancada.rollout;

import java.util.List;

import org.bancada.core.Node;

/**
 * The present knowledge of nodes: a rollout that outlives a restart, or a change of address, asks for it. Drivers register one; without it a
 * rollout goes on with what was known when it started.
 */
public interface NodeDirectory {

    List<Node> nodes();
}
