package org.bancada.studio.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.profile.Finding;
import org.bancada.profile.GuestPlan;
import org.bancada.profile.Library;
import org.bancada.profile.NodeModel;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.bancada.remote.ScriptRun;

/** Sends nodes the guest plans that their models come to. */
final class PushOperation implements Operation<Outcome> {
    private static final int PARALLEL = 32;
    private final Remote remote;
    private final Library library;
    private final List<Node> nodes;
    private Operation<Outcome> sending;

    PushOperation(Remote remote, Library library, List<Node> nodes) {
        this.remote = remote;
        this.library = library;
        this.nodes = List.copyOf(nodes);
    }

    /** What a node is to get, or why nothing. */
    private sealed interface Rendered {
    }

    private record Sent(ScriptRun.Call call) implements Rendered {
    }

    private record Left(String why) implements Rendered {
    }

    @Override
    public Plan plan() throws ProblemException {
        Map<String, Rendered> rendered = new ConcurrentHashMap<>();
        Semaphore places = new Semaphore(PARALLEL);
        List<Thread> threads = nodes.stream().map(node -> Thread.startVirtualThread(() -> {
            places.acquireUninterruptibly();
            try {
                rendered.put(node.uuid(), render(node));
            } finally {
                places.release();
            }
        })).toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new java.util.concurrent.CancellationException();
            }
        }
        List<ScriptRun.Call> calls = new ArrayList<>();
        List<Plan.LeftOut> left = new ArrayList<>();
        for (Node node : nodes) {
            switch (rendered.get(node.uuid())) {
                case Sent sent -> calls.add(sent.call());
                case Left why -> left.add(new Plan.LeftOut(node.name(), why.why()));
            }
        }
        sending = remote.script(new ScriptRun(Texts.text("push.title"), "model push", calls, left, List.of(Texts.text("push.loss"))), OutputListener.none());
        return sending.plan();
    }

    private Rendered render(Node node) {
        try {
            if (node.state() == NodeState.OFFLINE) {
                return new Left(Texts.text("left.offline"));
            }
            Facts facts = new Prober(remote).facts(node, new SimpleProgress());
            NodeModel model = NodeModel.of(facts, library);
            if (model.profile().isEmpty()) {
                return new Left(model.problem().map(problem -> problem.what()).orElse(Texts.text("left.model", node.model())));
            }
            if (!model.isGood()) {
                return new Left(Texts.text("left.lint", model.findings().stream().filter(Finding::isError).map(Finding::what).distinct()
                        .collect(Collectors.joining(" "))));
            }
            byte[] plan = GuestPlan.of(model.profile().get(), facts).getBytes(StandardCharsets.UTF_8);
            return new Sent(new ScriptRun.Call(node, "plan " + plan.length + " " + sha256(plan), plan, Texts.text("push.step", model.profile().get().id())));
        } catch (ProblemException unreached) {
            return new Left(unreached.problem().what());
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** @throws IllegalStateException before {@link #plan} */
    @Override
    public Outcome run(Plan plan, Progress progress) throws ProblemException {
        if (sending == null) {
            throw new IllegalStateException();
        }
        return sending.run(plan, progress);
    }
}
