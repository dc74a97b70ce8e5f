package org.bancada.virt;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Problem;

/**
 * What one node answered.
 *
 * @param node that was asked
 * @param guests by name; empty when there are none, or nobody knows
 * @param libvirt whether libvirt runs there, as far as anybody knows
 * @param problem why nobody knows; null when the node has answered
 */
public record NodeGuests(Node node, List<Guest> guests, boolean libvirt, Problem problem) {
    public NodeGuests {
        guests = List.copyOf(guests);
    }
}
