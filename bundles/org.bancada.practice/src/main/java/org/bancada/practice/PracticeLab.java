package org.bancada.practice;

import java.net.InetSocketAddress;
import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.ProblemException;

/** A lab of real nodes on this machine: each has its own loopback address, root folder, UUID, sshd, report loop and aria2c. */
public interface PracticeLab {

    /** @param nodes how many; a lab that is there already is found and grown; {@code collector} where the nodes report to */
    Operation<List<PracticeNode>> start(int nodes, Setup setup);

    /** Stops every process of the lab and removes its folder: nothing stays behind. */
    Operation<Void> stop();

    /** The nodes of the lab that is there; empty when none is. */
    List<PracticeNode> status() throws ProblemException;

    /** Makes (or with {@code clear} heals) a fault: off, slow, disk-full, guest-open, host-key, half-ram, wifi-only, chassis-opened, clock-wrong. */
    Operation<Void> fault(String node, String kind, boolean clear);

    /** The kinds that {@link #fault} takes. */
    List<String> faults();

    /** @param clientKey public key line that may log in to the nodes; {@code allowedSigners} whose image manifests they trust */
    record Setup(InetSocketAddress collector, String secret, String clientKey, String allowedSigners) {
    }

    /** @param hostKey public key line; {@code faults} the faults that are on */
    record PracticeNode(String uuid, String name, Place place, String address, int sshPort, String mac, String hostKey, boolean running,
            List<String> faults) {
        public PracticeNode {
            faults = List.copyOf(faults);
        }
    }
}
