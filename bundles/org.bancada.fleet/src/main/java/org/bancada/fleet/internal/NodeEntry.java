package org.bancada.fleet.internal;

import java.time.Instant;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;

/**
 * One node in memory: who it is, and what it said last. Immutable; a change makes a new one.
 *
 * @param row the database's number of the node
 * @param named whether a person gave the name (else it follows what the node says)
 * @param node as others see it
 */
record NodeEntry(long row, boolean named, Node node, Said said) {

    /** With another name, place or way to reach it. */
    NodeEntry placed(String name, boolean byPerson, Place place, String address, int sshPort, String mac) {
        Node n = node;
        return new NodeEntry(row, byPerson, new Node(n.uuid(), name, place, n.model(), n.vendor(), n.state(), address, sshPort, mac, n.lastReport(),
                n.facts()), said);
    }

    /** After a report. */
    NodeEntry reported(Said now, String name, String mac) {
        Node n = node;
        String model = now.facts().text("dmi.product_name").orElse("");
        String vendor = now.facts().text("dmi.sys_vendor").orElse("");
        int port = (int) now.facts().number("ssh.port").orElse(n.sshPort());
        return new NodeEntry(row, named, new Node(n.uuid(), name, n.place(), model, vendor, NodeState.ONLINE, now.source(),
                port > 0 && port < 65_536 ? port : n.sshPort(), mac, now.when(), now.facts()), now);
    }

    /** With the state that the time of its last report means now; this one when that is the same. */
    NodeEntry at(Instant now) {
        NodeState state = said.when() == null ? NodeState.NEW : said.missed(now) ? NodeState.OFFLINE : NodeState.ONLINE;
        Node n = node;
        return n.state() == state ? this : new NodeEntry(row, named, new Node(n.uuid(), n.name(), n.place(), n.model(), n.vendor(), state, n.address(),
                n.sshPort(), n.mac(), n.lastReport(), n.facts()), said);
    }
}
