package org.bancada.rollout;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Progress;
import org.bancada.image.Image;

/** All rollouts, running and ended. They are stored; after a restart the running ones go on by themselves. */
public interface Rollouts {

    /** Starts a rollout; the operation ends as soon as it is stored and under way. */
    Operation<Rollout> start(Image image, List<Node> targets, RolloutOptions options);

    /** Newest first. */
    List<Rollout> list();

    Optional<Rollout> find(String id);

    /** No further node is started; what is under way on a node goes on. */
    Operation<Rollout> pause(Rollout rollout);

    Operation<Rollout> resume(Rollout rollout);

    /** Starts the failed and skipped nodes again, and only those. */
    Operation<Rollout> retry(Rollout rollout);

    /** Switches the nodes that have activated back to the base before. */
    Operation<Rollout> rollback(Rollout rollout, List<Node> nodes);

    /** Ends it: fetching stops on the nodes, what is activated stays. */
    Operation<Rollout> cancel(Rollout rollout);

    /**
     * Stops it at once: every node is ordered to stop fetching and to switch to nothing, and that is repeated, also after a restart, until the
     * node has heard it or has not answered for the stall timeout. What was downloaded stays for a retry; what had switched is not confirmed.
     */
    Operation<Rollout> halt(Rollout rollout);

    /** Called with the rollout's new value after each change, at most a few times a second per rollout. */
    Progress.Registration onChange(Consumer<Rollout> listener);
}
