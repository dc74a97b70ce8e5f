package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;

/** Shows a rollout until it is over: a line per node that changed its state, for programs an event each, on a terminal the sums as well. */
final class RolloutFollower {
    private static final long LOOK_SECONDS = 2;

    private final Invocation invocation;
    private final boolean json;
    private final Map<String, NodeRolloutState> seen = new HashMap<>();

    RolloutFollower(Invocation invocation, boolean json) {
        this.invocation = invocation;
        this.json = json;
    }

    /**
     * Follows until every node is done, or the person has seen enough: that does not stop the rollout.
     *
     * @return 0 only when every node is as the rollout wants it
     */
    int follow(Rollout started, RolloutState wanted) throws ProblemException, IOException {
        Rollouts rollouts = invocation.engines().get(Rollouts.class);
        // Only a hint that something is new: the newest value is asked for, so a slow terminal skips what is old.
        BlockingQueue<String> news = new ArrayBlockingQueue<>(1);
        Rollout now = started;
        event("started", now);
        try (ShownProgress progress = new ShownProgress(invocation, !json);
                Progress.Registration changes = rollouts.onChange(rollout -> note(news, rollout.id(), started.id()));
                Progress.Registration asked = invocation.progress().onCancel(() -> news.offer(started.id()))) {
            while (true) {
                now = rollouts.find(started.id()).orElse(now);
                progress.close();
                changed(now);
                if (now.state().isOver() || invocation.progress().cancelled()) {
                    break;
                }
                show(now, progress);
                news.poll(LOOK_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        return end(now, wanted);
    }

    private static void note(BlockingQueue<String> news, String changed, String followed) {
        if (changed.equals(followed)) {
            news.offer(changed);
        }
    }

    private void changed(Rollout now) {
        for (NodeProgress node : now.nodes()) {
            if (seen.put(node.uuid(), node.state()) == node.state()) {
                continue;
            }
            if (json) {
                Map<String, Object> event = new LinkedHashMap<>();
                event.put("event", "node");
                event.put("id", now.id());
                event.putAll(RolloutDocuments.node(node));
                new Json(invocation.terminal().out()).event(event);
            } else {
                invocation.terminal().out().println(node.name() + ": " + node.state().word() + (node.reason().isEmpty() ? "" : ", " + node.reason()));
            }
        }
    }

    private void show(Rollout now, ShownProgress progress) {
        long bytes = now.nodes().stream().mapToLong(n -> n.state() == NodeRolloutState.CONFIRMED ? now.imageBytes() : n.bytes()).sum();
        long speed = now.nodes().stream().mapToLong(NodeProgress::bytesPerSecond).sum();
        progress.begin(now.imageName() + " (" + now.id() + ")", now.imageBytes() * now.nodes().size());
        progress.worked(bytes);
        progress.message(counts(now) + (speed > 0 ? "  " + Sizes.text(speed, invocation.locale()) + "/s" : ""));
    }

    /** How many nodes are in which state, for people. */
    static String counts(Rollout rollout) {
        StringBuilder text = new StringBuilder();
        rollout.counts().forEach((state, count) -> text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(state.word()));
        return text.toString();
    }

    private int end(Rollout now, RolloutState wanted) throws ProblemException, IOException {
        boolean over = now.state().isOver();
        event(over ? "ended" : "left", now);
        if (!json) {
            invocation.terminal().out().println(Words.text(invocation, "rollout.line", now.id(), now.imageName(), Words.word(now.state()), counts(now)));
        }
        if (!over) {
            invocation.terminal().err().println(Words.text(invocation, invocation.engines().stay() ? "rollout.goes.on" : "rollout.waits", now.id()));
        }
        return now.state() == wanted ? Verb.DONE : Verb.FAILED;
    }

    private void event(String name, Rollout rollout) throws IOException {
        if (json) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("event", name);
            event.putAll(name.equals("started") ? RolloutDocuments.summary(rollout) : RolloutDocuments.whole(rollout));
            new Json(invocation.terminal().out()).print(event);
        }
    }
}
