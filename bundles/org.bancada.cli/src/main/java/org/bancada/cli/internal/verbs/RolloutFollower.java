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
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;

/**
 * Shows a rollout until it is over. On a terminal a table that is written anew in place, above it a line for each node that failed or was left
 * out; elsewhere a line for each node that changed its state; for programs an event for each, and one with the sums every two seconds.
 */
final class RolloutFollower {
    private static final long LOOK_SECONDS = 2;

    private final Invocation invocation;
    private final boolean json;
    private final LiveArea area;
    private final RolloutBoard board;
    private final Map<String, NodeRolloutState> seen = new HashMap<>();
    private long told = System.nanoTime();

    RolloutFollower(Invocation invocation, boolean json) {
        this.invocation = invocation;
        this.json = json;
        area = json || !invocation.terminal().live() ? null : new LiveArea(invocation.terminal());
        board = new RolloutBoard(invocation);
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
        try (Progress.Registration changes = rollouts.onChange(rollout -> note(news, rollout.id(), started.id()));
                Progress.Registration asked = invocation.progress().onCancel(() -> news.offer(started.id()))) {
            while (true) {
                now = rollouts.find(started.id()).orElse(now);
                changed(now);
                if (now.state().isOver() || invocation.progress().cancelled()) {
                    break;
                }
                show(now);
                news.poll(LOOK_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } finally {
            if (area != null) {
                area.erase();
            }
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
            } else if (area == null) {
                invocation.terminal().out().println(line(node));
            } else if (node.state().isOver() && node.state() != NodeRolloutState.CONFIRMED) {
                area.print(line(node));
            }
        }
    }

    private static String line(NodeProgress node) {
        return Table.printable(node.name() + ": " + node.state().word() + (node.reason().isEmpty() ? "" : ", " + node.reason()));
    }

    private void show(Rollout now) throws IOException {
        if (area != null) {
            area.draw(board.lines(now, area.rows()));
        } else if (json && System.nanoTime() - told >= TimeUnit.SECONDS.toNanos(LOOK_SECONDS)) {
            told = System.nanoTime();
            event("progress", now);
        }
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
        if (!json) {
            return;
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("event", name);
        if (name.equals("ended") || name.equals("left")) {
            event.putAll(RolloutDocuments.whole(rollout));
        } else {
            event.putAll(RolloutDocuments.summary(rollout));
            event.put("bytesOnNodes", RolloutBoard.bytes(rollout));
            event.put("bytesPerSecond", RolloutBoard.speed(rollout));
        }
        new Json(invocation.terminal().out()).print(event);
    }
}
