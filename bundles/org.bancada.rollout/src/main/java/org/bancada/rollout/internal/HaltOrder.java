package org.bancada.rollout.internal;

import java.time.Duration;
import java.time.Instant;

import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.bancada.rollout.NodeRolloutState;

/** The order to one node to stop, given again until it is heard, or until the node has not answered for the rollout's stall timeout. */
final class HaltOrder {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Campaign campaign;
    private final Track track;
    private final SimpleProgress down;

    /** What the node is left in. */
    record Result(NodeRolloutState state, Reason reason) {
    }

    /** @param down cancelled when the workbench goes down: the next one gives the order again */
    HaltOrder(Campaign campaign, Track track, SimpleProgress down) {
        this.campaign = campaign;
        this.track = track;
        this.down = down;
    }

    Result give() {
        Link link = new Link(campaign, track, down);
        Instant deadline = campaign.now().plus(campaign.row().stall());
        while (true) {
            try {
                link.refreshNode();
                NodeScript.Answer answer = new NodeScript(campaign.parts().remote()).run(track.node(), "fetch -p " + campaign.row().image(), down);
                return result(answer);
            } catch (ProblemException unreachable) {
                boolean failedBefore = track.state() == NodeRolloutState.FAILED;
                if (failedBefore || campaign.now().isAfter(deadline)) {
                    return new Result(NodeRolloutState.FAILED, Reason.of("halt-unheard", unreachable.problem().line()));
                }
            }
            link.sleep(PAUSE);
        }
    }

    private static Result result(NodeScript.Answer answer) {
        if (answer.exitCode() != 0) {
            return new Result(NodeRolloutState.FAILED, answer.reason());
        }
        boolean active = answer.value("has").equals("active");
        return active ? new Result(NodeRolloutState.FAILED, Reason.of(Reason.HALTED_ACTIVE))
                : new Result(NodeRolloutState.SKIPPED, Reason.of("halted"));
    }
}
