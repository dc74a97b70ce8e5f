package org.bancada.cli.internal.verbs;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.PracticeFleet;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.practice.PracticeLab.PracticeNode;

/** Starts a practice lab as a part of the fleet, and waits until its nodes have reported when nobody else would hear them. */
final class PracticeStart implements Operation<List<PracticeNode>> {
    private static final long PATIENCE_SECONDS = 60;
    private static final int NODES_PER_SECOND = 2;

    private final Invocation invocation;
    private final int count;
    private Operation<List<PracticeNode>> start;

    PracticeStart(int count, Invocation invocation) {
        this.count = count;
        this.invocation = invocation;
    }

    @Override
    public Plan plan() throws ProblemException {
        start = invocation.engines().get(PracticeFleet.class).start(count);
        return start.plan();
    }

    @Override
    public List<PracticeNode> run(Plan plan, Progress progress) throws ProblemException {
        List<PracticeNode> nodes = start.run(plan, progress);
        if (!invocation.engines().stay()) {
            awaitReports(invocation.engines().get(Fleet.class), nodes, progress);
        }
        return nodes;
    }

    /** The collector ends with this command: a node that has not reported by then would stay unknown. */
    private void awaitReports(Fleet fleet, List<PracticeNode> nodes, Progress progress) throws ProblemException {
        Set<String> running = nodes.stream().filter(PracticeNode::running).map(PracticeNode::uuid).collect(Collectors.toSet());
        progress.begin(Words.text(invocation, "practice.reports"), running.size());
        Semaphore news = new Semaphore(0);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS + running.size() / NODES_PER_SECOND);
        long counted = 0;
        try (Progress.Registration changes = fleet.onChange(uuids -> news.release());
                Progress.Registration asked = progress.onCancel(news::release)) {
            while (true) {
                progress.check();
                long reported = fleet.nodes().stream().filter(n -> running.contains(n.uuid()) && n.state() == NodeState.ONLINE).count();
                progress.worked(reported - counted);
                counted = reported;
                if (reported == running.size()) {
                    return;
                }
                if (System.nanoTime() > deadline) {
                    throw new ProblemException(new Problem(Words.text(invocation, "practice.silent", running.size() - reported), "",
                            Words.text(invocation, "practice.silent.cure")));
                }
                news.tryAcquire(1, TimeUnit.SECONDS);
                news.drainPermits();
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
