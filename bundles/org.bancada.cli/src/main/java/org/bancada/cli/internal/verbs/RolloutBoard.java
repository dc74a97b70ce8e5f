package org.bancada.cli.internal.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bancada.cli.Invocation;
import org.bancada.cli.Table;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;

/** A rollout at one moment as lines for a terminal: its sums, and of its nodes as many as there is room for, those first that do something. */
final class RolloutBoard {
    private static final int BAR = 30;

    private final Invocation invocation;

    RolloutBoard(Invocation invocation) {
        this.invocation = invocation;
    }

    /** @param rows most lines */
    List<String> lines(Rollout now, int rows) {
        List<String> lines = new ArrayList<>();
        lines.add(title(now));
        lines.add(sums(now));
        int room = rows - lines.size() - 1;
        if (room < 1 || now.nodes().isEmpty()) {
            return lines;
        }
        boolean all = now.nodes().size() <= room;
        List<NodeProgress> shown = all ? now.nodes() : chosen(now, room - 1);
        Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "column.state"), "%", Words.text(invocation, "column.speed"),
                Words.text(invocation, "column.left"), Words.text(invocation, "outcome.reason"));
        shown.forEach(node -> table.row(node.name(), node.state().word(), node.percent(now.imageBytes()), speed(node.bytesPerSecond()),
                node.timeLeft(now.imageBytes()).map(RolloutBoard::clock).orElse("-"), Words.orDash(node.reason())));
        lines.addAll(table.toString().lines().toList());
        if (!all) {
            lines.add(Words.text(invocation, "rollout.more", now.nodes().size() - shown.size()));
        }
        return lines;
    }

    private String title(Rollout now) {
        return Words.text(invocation, "rollout.line", now.id(), now.imageName(), Words.word(now.state()), RolloutFollower.counts(now));
    }

    private String sums(Rollout now) {
        long whole = now.imageBytes() * now.nodes().size();
        long bytes = bytes(now);
        long speed = speed(now);
        int percent = whole <= 0 ? 0 : (int) Math.clamp((long) (100.0 * bytes / whole), 0, 100);
        int filled = BAR * percent / 100;
        Optional<Duration> left = speed > 0 ? Optional.of(Duration.ofSeconds(Math.max(0, whole - bytes) / speed)) : Optional.empty();
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] " + percent + " %"
                + (speed > 0 ? "  " + speed(speed) + "  " + Words.text(invocation, "rollout.left", left.map(RolloutBoard::clock).orElse("-")) : "");
    }

    /** What is on the nodes in sum. */
    static long bytes(Rollout now) {
        return now.nodes().stream().mapToLong(node -> node.percent(now.imageBytes()) == 100 ? now.imageBytes() : Math.min(node.bytes(), now.imageBytes())).sum();
    }

    static long speed(Rollout now) {
        return now.nodes().stream().mapToLong(NodeProgress::bytesPerSecond).sum();
    }

    private String speed(long bytesPerSecond) {
        return bytesPerSecond > 0 ? Sizes.text(bytesPerSecond, invocation.locale()) + "/s" : "-";
    }

    /** For example 0:07, 12:30 or 1:02:03. */
    static String clock(Duration time) {
        return time.toHours() > 0 ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** The most interesting ones, in the order in which they were given: so a line keeps its place. */
    private static List<NodeProgress> chosen(Rollout now, int room) {
        Set<String> chosen = new HashSet<>();
        now.nodes().stream().sorted(Comparator.comparingInt(node -> interest(node.state()))).limit(room).forEach(node -> chosen.add(node.uuid()));
        return now.nodes().stream().filter(node -> chosen.contains(node.uuid())).toList();
    }

    private static int interest(NodeRolloutState state) {
        return switch (state) {
            case WAKING, PREFLIGHT, FETCHING, VERIFYING, STAGED, ACTIVATED -> 0;
            case WAITING_IDLE -> 1;
            case FAILED, SKIPPED, ROLLED_BACK -> 2;
            case PENDING -> 3;
            case CONFIRMED -> 4;
        };
    }
}
