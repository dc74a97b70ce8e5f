package org.bancada.rollout.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;

/** Pauses, resumes, cancels or halts a rollout. */
final class SwitchOperation implements Operation<Rollout> {
    private final RolloutEngine engine;
    private final Rollout rollout;
    private final Kind kind;

    enum Kind {
        PAUSE(RolloutState.PAUSED), RESUME(RolloutState.RUNNING), CANCEL(RolloutState.CANCELLED), HALT(RolloutState.HALTED);

        private final RolloutState target;

        Kind(RolloutState target) {
            this.target = target;
        }

        private boolean applies(RolloutTable.Row row) {
            RolloutState now = row.state();
            return switch (this) {
                case HALT -> row.ended() == null && now != RolloutState.HALTED;
                case PAUSE -> now == RolloutState.RUNNING;
                case RESUME -> now == RolloutState.PAUSED;
                case CANCEL -> now == RolloutState.RUNNING || now == RolloutState.PAUSED;
            };
        }

        private boolean concerns(NodeRolloutState node) {
            return switch (this) {
                case PAUSE, RESUME -> node == NodeRolloutState.PENDING;
                case CANCEL -> !node.isOver() && node != NodeRolloutState.ACTIVATED;
                case HALT -> !node.isOver();
            };
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    SwitchOperation(RolloutEngine engine, Rollout rollout, Kind kind) {
        this.engine = engine;
        this.rollout = rollout;
        this.kind = kind;
    }

    @Override
    public Plan plan() throws ProblemException {
        Campaign campaign = engine.campaign(rollout.id());
        String title = Texts.TEXT.text(kind.word() + ".title", rollout.id(), rollout.imageName());
        if (!kind.applies(campaign.row())) {
            return new Plan(title, List.of(), List.of(), List.of());
        }
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.LeftOut> leftOut = new ArrayList<>();
        steps.add(new Plan.Step("", Texts.TEXT.text(kind.word() + ".what")));
        for (Track track : campaign.tracks()) {
            if (kind.concerns(track.state())) {
                boolean switched = kind == Kind.HALT && track.state() == NodeRolloutState.ACTIVATED;
                steps.add(new Plan.Step(track.node().name(), Texts.TEXT.text(kind.word() + (switched ? ".switched" : ".node"))));
            } else {
                leftOut.add(new Plan.LeftOut(track.node().name(), Texts.TEXT.text("out.state", Texts.TEXT.text("state." + track.state().word()))));
            }
        }
        return new Plan(title, steps, leftOut, kind == Kind.CANCEL ? List.of(Texts.TEXT.text("cancel.loss")) : List.of());
    }

    @Override
    public Rollout run(Plan plan, Progress progress) throws ProblemException {
        Campaign campaign = engine.campaign(rollout.id());
        synchronized (campaign) {
            if (kind.applies(campaign.row())) {
                engine.audit.append(RolloutEngine.person(), "rollout " + kind.word() + " " + rollout.id(),
                        campaign.tracks().stream().map(track -> track.node().name()).toList(), "", "done");
                campaign.store(kind.target, null);
                campaign.advance();
            }
            return campaign.value();
        }
    }
}
