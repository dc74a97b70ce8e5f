package org.bancada.remote.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.Kind;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;

/** Does one thing on many nodes, a bounded number of them at once. What fails on one node concerns that node alone. */
final class FanOut {
    private final int parallel;

    FanOut(int parallel) {
        this.parallel = parallel;
    }

    /** What is done on one node. */
    interface Task {
        NodeResult on(Node node) throws ProblemException;
    }

    /** The results in the order of the nodes; those that cancelling has kept from their turn are CANCELLED. */
    List<NodeResult> run(List<Node> nodes, Progress progress, OutputListener listener, Task task) {
        NodeResult[] results = new NodeResult[nodes.size()];
        AtomicInteger next = new AtomicInteger();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(parallel, nodes.size()); i++) {
            workers.add(Thread.startVirtualThread(() -> {
                for (int at = next.getAndIncrement(); at < results.length; at = next.getAndIncrement()) {
                    results[at] = one(nodes.get(at), progress, task);
                    tell(listener, nodes.get(at), results[at]);
                    progress.worked(1);
                }
            }));
        }
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (true) {
                try {
                    worker.join();
                    break;
                } catch (InterruptedException stop) {
                    interrupted = true;
                    next.set(results.length);
                    workers.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        for (int i = 0; i < results.length; i++) {
            results[i] = results[i] == null ? cancelled(nodes.get(i), Duration.ZERO) : results[i];
        }
        return Arrays.asList(results);
    }

    private static NodeResult one(Node node, Progress progress, Task task) {
        long begin = System.nanoTime();
        try {
            progress.check();
            return task.on(node);
        } catch (CancellationException stopped) {
            return cancelled(node, since(begin));
        } catch (ProblemException failed) {
            String cure = failed.problem().cure();
            return failed(node, -1, since(begin), failed.problem().what() + (cure.isEmpty() ? "" : " " + cure));
        } catch (RuntimeException bug) {
            System.getLogger(FanOut.class.getName()).log(System.Logger.Level.ERROR, "an action failed on " + node.name(), bug);
            return failed(node, -1, since(begin), bug.toString());
        }
    }

    private static void tell(OutputListener listener, Node node, NodeResult result) {
        try {
            listener.ended(node, result);
        } catch (RuntimeException bug) {
            System.getLogger(FanOut.class.getName()).log(System.Logger.Level.WARNING, "a listener failed on " + node.name(), bug);
        }
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    static NodeResult done(Node node, int exitCode, Duration duration) {
        return new NodeResult(node.name(), node.uuid(), Kind.DONE, exitCode, duration, "");
    }

    static NodeResult failed(Node node, int exitCode, Duration duration, String reason) {
        return new NodeResult(node.name(), node.uuid(), Kind.FAILED, exitCode, duration, reason);
    }

    static NodeResult cancelled(Node node, Duration duration) {
        return new NodeResult(node.name(), node.uuid(), Kind.CANCELLED, -1, duration, Texts.text("cancelled"));
    }
}
