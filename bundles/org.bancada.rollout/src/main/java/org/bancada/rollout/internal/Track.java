package org.bancada.rollout.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.RolloutStep;

/**
 * One node's way through a rollout. Every new state is in the database before anybody acts upon it; what changes several times a second
 * (bytes, speed) is not. Safe for use by several threads.
 */
final class Track {
    private static final int MOST_LINES = 50;

    final long rollout;
    final int position;
    final int wave;
    final String token;
    private final RolloutTable table;
    private final Runnable changed;
    private final java.time.InstantSource clock;

    private Node node;
    private NodeRolloutState state;
    private Instant since;
    private Reason reason;
    private long bytes;
    private long bytesPerSecond;
    private int connections = -1;
    private final Deque<NodeDetail.Line> log = new ArrayDeque<>();
    private Reason waits = Reason.NONE;

    /** As it is stored. */
    record Row(long rollout, int position, Node node, int wave, String token, NodeRolloutState state, Instant since, Reason reason, long bytes) {
    }

    Track(Row row, RolloutTable table, java.time.InstantSource clock, Runnable changed) {
        this.rollout = row.rollout();
        this.position = row.position();
        this.wave = row.wave();
        this.token = row.token();
        this.node = row.node();
        this.state = row.state();
        this.since = row.since();
        this.reason = row.reason();
        this.bytes = row.bytes();
        this.table = table;
        this.clock = clock;
        this.changed = changed;
    }

    synchronized Node node() {
        return node;
    }

    /** Takes over what is known of the node now (its address may be another). */
    synchronized void know(Node present) {
        node = present;
    }

    synchronized NodeRolloutState state() {
        return state;
    }

    synchronized Reason reason() {
        return reason;
    }

    synchronized long bytes() {
        return bytes;
    }

    void enter(NodeRolloutState next, Reason why) throws ProblemException {
        synchronized (this) {
            Instant now = clock.instant();
            long kept = next == NodeRolloutState.PENDING ? 0 : bytes;
            table.update(rollout, node.uuid(), next, now, why, kept);
            since = next == state ? since : now;
            state = next;
            reason = why;
            bytes = kept;
            bytesPerSecond = 0;
            connections = -1;
            waits = Reason.NONE;
        }
        changed.run();
    }

    /** @param text one line for people, of which much may come from the node */
    synchronized void note(String text) {
        if (log.size() == MOST_LINES) {
            log.removeFirst();
        }
        log.addLast(new NodeDetail.Line(clock.instant(), Reason.clean(text)));
    }

    synchronized List<NodeDetail.Line> log() {
        return List.copyOf(log);
    }

    synchronized int connections() {
        return connections;
    }

    synchronized void connections(int peers) {
        connections = peers;
    }

    /** What keeps the download from moving just now. Never stored: it lasts until the node says otherwise. */
    void waits(Reason why) {
        synchronized (this) {
            if (waits.equals(why)) {
                return;
            }
            waits = why;
        }
        changed.run();
    }

    void progress(long nowBytes, long nowSpeed) {
        synchronized (this) {
            if (nowBytes == bytes && nowSpeed == bytesPerSecond) {
                return;
            }
            bytes = nowBytes;
            bytesPerSecond = nowSpeed;
        }
        changed.run();
    }

    synchronized NodeProgress value() {
        String next = switch (state) {
            case FAILED, SKIPPED, WAITING_IDLE -> reason.nextAction();
            case FETCHING -> waits.nextAction();
            default -> "";
        };
        String why = (waits.isNone() ? reason : waits).text();
        return new NodeProgress(node.uuid(), node.name(), node.place(), state, since, why, next, bytes, bytesPerSecond, wave);
    }

    /** @param seen what the tracker knows of it */
    NodeDetail detail(RolloutTable.Row rollout, Swarm.Seen seen, List<RolloutStep> steps) {
        NodeProgress progress = value();
        long piece = Math.max(1, rollout.pieceLength());
        long total = Math.ceilDiv(rollout.imageBytes(), piece);
        int percent = progress.percent(rollout.imageBytes());
        long pieces = percent == 100 ? total : Math.clamp(progress.bytes() / piece, 0, total);
        return new NodeDetail(progress, pieces, total, percent, progress.timeLeft(rollout.imageBytes()), seen.peers(), connections(),
                seen.gateway(), steps, log());
    }
}
