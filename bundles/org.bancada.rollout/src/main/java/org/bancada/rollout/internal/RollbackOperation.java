package org.bancada.rollout.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;

/** Switches nodes back to the base image before; one that cannot be switched keeps its state and says why. */
final class RollbackOperation implements Operation<Rollout> {
    private static final System.Logger LOG = System.getLogger(RollbackOperation.class.getName());

    private final RolloutEngine engine;
    private final Rollout rollout;
    private final Set<String> asked;

    RollbackOperation(RolloutEngine engine, Rollout rollout, List<Node> nodes) {
        this.engine = engine;
        this.rollout = rollout;
        this.asked = nodes.stream().map(Node::uuid).collect(Collectors.toSet());
    }

    @Override
    public Plan plan() throws ProblemException {
        List<Plan.Step> steps = new ArrayList<>();
        List<Plan.LeftOut> leftOut = new ArrayList<>();
        for (Track track : engine.campaign(rollout.id()).tracks()) {
            if (!asked.contains(track.node().uuid())) {
                continue;
            }
            if (hasIt(track)) {
                steps.add(new Plan.Step(track.node().name(), Texts.TEXT.text("rollback.step")));
            } else {
                leftOut.add(new Plan.LeftOut(track.node().name(), Texts.TEXT.text("out.state", Texts.TEXT.text("state." + track.state().word()))));
            }
        }
        return new Plan(Texts.TEXT.text("rollback.title", rollout.id(), rollout.imageName(), Integer.toString(steps.size())), steps, leftOut,
                steps.isEmpty() ? List.of() : List.of(Texts.TEXT.text("rollback.loss")));
    }

    private static boolean hasIt(Track track) {
        return track.state() == NodeRolloutState.CONFIRMED
                || track.state() == NodeRolloutState.FAILED && track.reason().code().equals(Reason.HALTED_ACTIVE);
    }

    @Override
    public Rollout run(Plan plan, Progress progress) throws ProblemException {
        Campaign campaign = engine.campaign(rollout.id());
        Set<String> seen = plan.steps().stream().map(Plan.Step::node).collect(Collectors.toSet());
        List<Track> back = campaign.tracks().stream()
                .filter(track -> hasIt(track) && seen.contains(track.node().name())).toList();
        if (back.isEmpty()) {
            return campaign.value();
        }
        long entry = engine.audit.begin(RolloutEngine.person(), "rollout rollback " + rollout.id(),
                back.stream().map(track -> track.node().name()).toList(), "");
        progress.begin(plan.title(), back.size());
        SimpleProgress stop = new SimpleProgress();
        try (Progress.Registration watch = progress.onCancel(stop::cancel)) {
            List<Thread> threads = back.stream().map(track -> Thread.ofVirtual().start(() -> {
                switchBack(campaign, track, stop);
                progress.worked(1);
            })).toList();
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            stop.cancel();
            Thread.currentThread().interrupt();
        }
        synchronized (campaign) {
            if (campaign.row().ended() != null) {
                campaign.store(campaign.verdict(), campaign.row().ended());
            } else {
                campaign.advance();
            }
        }
        long done = back.stream().filter(track -> track.state() == NodeRolloutState.ROLLED_BACK).count();
        engine.audit.end(entry, done + " done, " + (back.size() - done) + " not");
        progress.check();
        return campaign.value();
    }

    private void switchBack(Campaign campaign, Track track, SimpleProgress stop) {
        try (Campaign.Slot slot = campaign.startSlot(stop)) {
            Link link = new Link(campaign, track, stop);
            link.refreshNode();
            Reason open = engine.openGuests(track.node(), stop);
            if (!open.isNone()) {
                note(track, open);
                return;
            }
            NodeScript.Answer answer = new NodeScript(engine.remote()).run(track.node(), "activate -R " + campaign.row().image(), stop);
            if (answer.exitCode() == 0) {
                track.enter(NodeRolloutState.ROLLED_BACK, Reason.NONE);
            } else {
                note(track, answer.exitCode() == 4 ? Reason.of("guest-open") : answer.reason());
            }
        } catch (ProblemException unreachable) {
            note(track, Reason.of("remote", unreachable.problem().line()));
        } catch (CancellationException stopped) {
            LOG.log(System.Logger.Level.DEBUG, "not switched back: {0}", track.node().name());
        }
    }

    /** A node that was stopped in the middle keeps that reason: by it the next try knows that it has the image. */
    private static void note(Track track, Reason reason) {
        try {
            if (track.state() == NodeRolloutState.CONFIRMED) {
                track.enter(NodeRolloutState.CONFIRMED, reason);
            } else {
                LOG.log(System.Logger.Level.INFO, "not switched back: {0}: {1}", track.node().name(), reason.text());
            }
        } catch (ProblemException full) {
            LOG.log(System.Logger.Level.ERROR, "not stored: " + track.node().name(), full);
        }
    }
}
