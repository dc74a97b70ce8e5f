package org.bancada.practice;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

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

    /**
     * Where magic packets must go so that the lab's nodes that are off come back: the broadcast address of the loopback net, which is real
     * broadcast and never leaves this machine. Empty when no lab is there. For the setting {@code wake.target}.
     */
    Optional<InetSocketAddress> wakeTarget() throws ProblemException;

    /** As whom one logs in to the nodes: without root, sshd takes its own user only. The nodes report it as {@code ssh.user}, too. */
    String user();

    /** Makes (or with {@code clear} heals) a fault: off, slow, disk-full, guest-open, host-key, half-ram, wifi-only, chassis-opened, clock-wrong. */
    Operation<Void> fault(String node, String kind, boolean clear);

    /** The kinds that {@link #fault} takes. */
    List<String> faults();

    /**
     * @param collector where the nodes report to
     * @param authority PEM text of the certificate by which they know the collector over TLS; empty for plain HTTP
     * @param secret the collector's, one line
     * @param clientKey public key lines that may log in to the nodes
     * @param allowedSigners whose image manifests they trust, lines in the format of {@code ssh-keygen -Y}
     */
    record Setup(InetSocketAddress collector, String authority, String secret, String clientKey, String allowedSigners) {
    }

    /** @param hostKey public key line; {@code faults} the faults that are on */
    record PracticeNode(String uuid, String name, Place place, String address, int sshPort, String mac, String hostKey, boolean running,
            List<String> faults) {
        public PracticeNode {
            faults = List.copyOf(faults);
        }
    }
}
