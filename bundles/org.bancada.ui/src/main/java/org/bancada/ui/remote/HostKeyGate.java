package org.bancada.ui.remote;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.ProblemException;
import org.bancada.remote.HostKeys;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.eclipse.swt.widgets.Shell;

/** Asks about host keys that nobody has confirmed yet, once, before an action that logs in. */
public final class HostKeyGate {
    private static final int AT_ONCE = 32;

    private HostKeyGate() {
    }

    /** What is known of one node's key. */
    record Checked(Node node, HostKeys.Status status, String problem) {
        HostKeys.State state() {
            return status == null ? HostKeys.State.UNREACHABLE : status.state();
        }
    }

    /** Goes on at once when every node that is on has a pinned key; else shows the new fingerprints first. UI thread. */
    public static void pass(Shell shell, HostKeys keys, List<Node> nodes, Runnable then) {
        OperationJob.compute(shell, RemoteText.get("hostkey.checking"), () -> {
            List<Node> unknown = nodes.stream().filter(n -> n.state() != NodeState.OFFLINE && keys.pinned(n).isEmpty()).toList();
            return check(keys, unknown).stream().filter(c -> c.state() == HostKeys.State.UNKNOWN).toList();
        }, unknown -> {
            if (unknown.isEmpty()) {
                then.run();
                return;
            }
            HostKeyDialog dialog = new HostKeyDialog(shell, unknown, true);
            if (dialog.open() == HostKeyDialog.OK) {
                pin(shell, keys, dialog.accepted(), then);
            }
        });
    }

    /** Pins what a person has confirmed, then goes on. */
    static void pin(Shell shell, HostKeys keys, List<Checked> accepted, Runnable then) {
        OperationJob.compute(shell, RemoteText.get("hostkey.pinning"), () -> {
            for (Checked one : accepted) {
                keys.accept(one.node(), one.status().shown());
            }
            return accepted.size();
        }, done -> then.run());
    }

    /** Asks the nodes for their keys, several at once; off the UI thread. */
    static List<Checked> check(HostKeys keys, List<Node> nodes) throws InterruptedException {
        Semaphore bound = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Checked>> questions = nodes.stream().<Callable<Checked>>map(node -> () -> {
                bound.acquire();
                try {
                    return one(keys, node);
                } finally {
                    bound.release();
                }
            }).toList();
            return threads.invokeAll(questions).stream().map(HostKeyGate::result).flatMap(Optional::stream).toList();
        }
    }

    private static Checked one(HostKeys keys, Node node) {
        try {
            return new Checked(node, keys.check(node), "");
        } catch (ProblemException problem) {
            return new Checked(node, null, problem.problem().line());
        }
    }

    private static Optional<Checked> result(Future<Checked> future) {
        if (future.state() == Future.State.SUCCESS) {
            return Optional.of(future.resultNow());
        }
        Problems.log(future.exceptionNow());
        return Optional.empty();
    }
}
