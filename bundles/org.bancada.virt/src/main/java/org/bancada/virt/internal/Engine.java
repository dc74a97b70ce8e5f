package org.bancada.virt.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Remote;
import org.bancada.store.AuditLog;
import org.bancada.virt.NodeGuests;

/** What lists, actions and watches share: the way to libvirt on a node, and how many are gone at once. */
final class Engine {
    /** Each takes a native thread and an SSH login. */
    private static final int PARALLEL = 16;

    private final NativeLibvirt natively;
    private final Remote remote;
    private final AuditLog audit;
    private final Samples samples = new Samples();

    /** What is done with one node; its own failures are in the result. */
    interface Task<T> {
        T on(Node node);
    }

    Engine(NativeLibvirt natively, Remote remote, AuditLog audit) {
        this.natively = natively;
        this.remote = remote;
        this.audit = audit;
    }

    AuditLog audit() {
        return audit;
    }

    Daemon connect(Node node, Progress cancel) throws ProblemException {
        if (node.state() == NodeState.OFFLINE && !node.address().isEmpty()) {
            throw Texts.problem(node.name(), "offline");
        }
        return open(node, cancel);
    }

    private Daemon open(Node node, Progress cancel) throws ProblemException {
        if (node.address().isEmpty()) {
            throw Texts.problem(node.name(), "address.none");
        }
        return Daemon.open(natively, remote, node, cancel);
    }

    /** @param use whether what they use is wanted too, which takes longer */
    NodeGuests guests(Node node, boolean use, Progress cancel) {
        return guests(node, use, cancel, () -> connect(node, cancel));
    }

    /**
     * The guests of a node, which is asked even when it is held to be offline: after a start of the workbench all are, until they report,
     * and a rollout that talks to them knows better.
     */
    NodeGuests guestsNow(Node node, Progress cancel) {
        return guests(node, false, cancel, () -> open(node, cancel));
    }

    private interface Opening {
        Daemon open() throws ProblemException;
    }

    private NodeGuests guests(Node node, boolean use, Progress cancel, Opening opening) {
        try (Daemon daemon = opening.open()) {
            return new NodeGuests(node, new Listing(node, daemon, samples).read(use, cancel), true, null);
        } catch (ProblemException failed) {
            return new NodeGuests(node, List.of(), !Daemon.isMissing(failed), failed.problem());
        } catch (CancellationException stopped) {
            throw stopped;
        } catch (RuntimeException bug) {
            System.getLogger(Engine.class.getName()).log(System.Logger.Level.ERROR, "guests of " + node.name(), bug);
            return new NodeGuests(node, List.of(), true, new Problem(bug.toString(), node.name(), ""));
        }
    }

    /** The results in the order of the nodes. */
    <T> List<T> all(List<Node> nodes, Progress progress, Task<T> task) {
        Semaphore slots = new Semaphore(PARALLEL);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = new ArrayList<>();
            for (Node node : nodes) {
                results.add(threads.submit(() -> {
                    slots.acquire();
                    try {
                        progress.check();
                        T result = task.on(node);
                        progress.worked(1);
                        return result;
                    } finally {
                        slots.release();
                    }
                }));
            }
            List<T> answers = new ArrayList<>();
            try {
                for (Future<T> result : results) {
                    answers.add(result.get());
                }
            } catch (InterruptedException stop) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancellationException();
            } catch (ExecutionException failed) {
                threads.shutdownNow();
                if (failed.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new IllegalStateException(failed.getCause());
            }
            return answers;
        }
    }
}
