package org.bancada.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of one node in a rollout.
 *
 * @param progress state, reason, next action, bytes and speed
 * @param pieces how many pieces of the image are on the node: from its bytes, so one that is half there does not count
 * @param piecesTotal of how many
 * @param percent 0 to 100
 * @param timeLeft until it has the whole image at its present speed; empty while it does not download
 * @param peers of whom the tracker has told it last, by where they are; places without a peer are absent. Nobody keeps it from being asked by others
 * @param connections how many peers it has connections to, as it says; -1 while it does not download
 * @param gateway whether it gets the image for its building from outside
 * @param steps every state that it has entered, oldest first
 * @param log what its scripts said and what happened to the connection, oldest first; the last 50 lines since this program was started
 */
public record NodeDetail(NodeProgress progress, long pieces, long piecesTotal, int percent, Optional<Duration> timeLeft,
        Map<RolloutSeries.Source, Integer> peers, int connections, boolean gateway, List<RolloutStep> steps, List<Line> log) {

    public record Line(Instant time, String text) {
    }

    public NodeDetail {
        peers = Map.copyOf(peers);
        steps = List.copyOf(steps);
        log = List.copyOf(log);
    }
}
