package org.bancada.virt;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * Guests on nodes that run libvirt (KVM, or Xen by the same interface), reached through the node's SSH connection with its pinned key. The native
 * library is loaded when a node is asked for the first time; where it is missing, that is the answer. What would write to a base image (block
 * commit, pull, copy, rebase), move a guest or remove its definition is not offered at all.
 */
public interface Guests {

    /** How long a guest may take to shut down by itself, unless a person says otherwise. */
    Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * Asks nodes for their guests, several at once. Takes half a second longer where processor use has to be measured first.
     *
     * @return one answer a node, in the order asked; what fails on one node concerns that node alone
     * @throws java.util.concurrent.CancellationException when {@code progress} asked to stop
     */
    List<NodeGuests> list(List<Node> nodes, Progress progress);

    /**
     * The guests that a node has open now; what they use is not measured. The node is asked also when it is held to be offline.
     *
     * @return empty where none is open, or libvirt does not run
     * @throws ProblemException when nobody knows: the node does not answer, or its libvirt does not, or this machine lacks the library for it
     */
    List<Guest> open(Node node, Progress cancel) throws ProblemException;

    /**
     * The one guest of this name or UUID.
     *
     * @throws ProblemException when the node does not answer, or has no such guest
     */
    Guest guest(Node node, String nameOrUuid, Progress cancel) throws ProblemException;

    /** A guest's snapshots, oldest first. */
    List<GuestSnapshot> snapshots(Node node, String nameOrUuid, Progress cancel) throws ProblemException;

    /** Starts guests; one that runs is left as it is, one that is paused goes on. */
    Operation<GuestOutcome> start(List<Node> nodes, List<GuestPick> picks);

    /**
     * Asks guests to shut down, as the power button does, and waits until they have.
     *
     * @param patience how long; a guest that is still on then counts as failed and goes on shutting down
     */
    Operation<GuestOutcome> stop(List<Node> nodes, List<GuestPick> picks, Duration patience);

    /** Switches guests off, as pulling the plug does. */
    Operation<GuestOutcome> off(List<Node> nodes, List<GuestPick> picks);

    /**
     * Makes a snapshot of each guest, with its memory when it runs.
     *
     * @param name letters, digits, blanks and {@code . _ -}, at most 60 characters
     */
    Operation<GuestOutcome> createSnapshot(List<Node> nodes, List<GuestPick> picks, String name);

    /** Goes back to a snapshot; what happened since then is lost. */
    Operation<GuestOutcome> revert(List<Node> nodes, List<GuestPick> picks, String name);

    /** Deletes a snapshot; the guest itself, and snapshots made from this one, stay as they are. */
    Operation<GuestOutcome> deleteSnapshot(List<Node> nodes, List<GuestPick> picks, String name);

    /**
     * Tells live what happens to a node's guests, until the result is closed. Connects again when the connection is lost. Returns at once.
     *
     * @param listener called from a thread of this engine, one event at a time
     */
    Progress.Registration watch(Node node, Consumer<GuestEvent> listener);

    /**
     * Command lines that open a guest's screen, and its serial console, from this machine: with the pinned key, through SSH.
     *
     * @return one shell command line each; the serial console comes last
     */
    List<String> consoles(Node node, Guest guest);
}
