package org.bancada.rollout.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;

/** Starts the failed and skipped nodes of a rollout again, and no others. */
final class RetryOperation implements Operation<Rollout> {
    private final RolloutEngine engine;
    private final Rollout rollout;

    RetryOperation(RolloutEngine engine, Rollout rollout) {
        this.engine = engine;
        this.rollout = rollout;
    }

    private static boolean isLost(NodeRolloutState state) {
        return state == NodeRolloutState.FAILED || state == NodeRolloutState.SKIPPED;
    }

    @Override
    public Plan plan() throws ProblemException {
        Campaign campaign = engine.campaign(rollout.id());
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.LeftOut> leftOut = new ArrayList<>();
        for (Track track : campaign.tracks()) {
            String name = track.node().name();
            Optional<Campaign> busy = engine.busyWith(track.node().uuid(), rollout.id());
            if (!isLost(track.state())) {
                leftOut.add(new Plan.LeftOut(name, Texts.TEXT.text("out.state", Texts.TEXT.text("state." + track.state().word()))));
            } else if (busy.isPresent()) {
                leftOut.add(new Plan.LeftOut(name, Texts.TEXT.text("out.busy", Long.toString(busy.get().row().id()))));
            } else {
                steps.add(new Plan.Step(name, Texts.TEXT.text("retry.step", track.reason().text())));
            }
        }
        List<String> losses = steps.isEmpty() ? List.of() : List.of(Texts.TEXT.text("start.loss"));
        return new Plan(Texts.TEXT.text("retry.title", rollout.id(), rollout.imageName(), Integer.toString(steps.size())), steps, leftOut, losses);
    }

    @Override
    public Rollout run(Plan plan, Progress progress) throws ProblemException {
        if (engine.endpoint().isEmpty()) {
            throw new ProblemException(new Problem(Texts.TEXT.text("start.deaf"), "", Texts.TEXT.text("start.deaf.cure")));
        }
        Campaign campaign = engine.campaign(rollout.id());
        Set<String> seen = plan.steps().stream().map(Plan.Step::node).collect(Collectors.toSet());
        List<Track> again = campaign.tracks().stream().filter(track -> isLost(track.state()) && seen.contains(track.node().name())).toList();
        if (again.isEmpty()) {
            return campaign.value();
        }
        boolean windingUp = campaign.row().ended() == null
                && campaign.row().state() != RolloutState.RUNNING && campaign.row().state() != RolloutState.PAUSED;
        if (windingUp) {
            throw new ProblemException(Problem.of(Texts.TEXT.text("retry.ending", rollout.id())));
        }
        List<String> names = again.stream().map(track -> track.node().name()).toList();
        boolean over = campaign.row().ended() != null;
        long entry = engine.audit.begin(RolloutEngine.person(), "rollout retry " + rollout.id(), names, "");
        if (!over) {
            engine.audit.end(entry, "joined");
        }
        return engine.again(campaign, again, over ? entry : campaign.row().audit());
    }
}
