package org.bancada.core;

import java.util.List;

/**
 * What an {@link Operation} will do: exactly which nodes, which are left out and why, what will be lost.
 *
 * @param title one line for people, for example "Roll out Ubuntu 24.04 version 3 to 6 nodes"
 * @param steps what happens, in order; a step that concerns no node has an empty {@code node}
 * @param leftOut the nodes that were asked for and will not be touched, each with the reason
 * @param losses what cannot be taken back, one sentence each; empty when nothing is lost
 */
public record Plan(String title, List<Step> steps, List<LeftOut> leftOut, List<String> losses) {

    /** One thing that will happen. {@code node} is the node's name, or empty. */
    public record Step(String node, String what) {
    }

    /** One node that will not be touched, and why. */
    public record LeftOut(String node, String why) {
    }

    public Plan {
        steps = List.copyOf(steps);
        leftOut = List.copyOf(leftOut);
        losses = List.copyOf(losses);
    }

    /** Whether running it would do nothing. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
