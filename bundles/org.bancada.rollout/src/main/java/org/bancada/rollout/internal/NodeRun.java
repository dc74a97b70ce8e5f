package org.bancada.rollout.internal;

import static org.bancada.rollout.NodeRolloutState.ACTIVATED;
import static org.bancada.rollout.NodeRolloutState.CONFIRMED;
import static org.bancada.rollout.NodeRolloutState.FAILED;
import static org.bancada.rollout.NodeRolloutState.FETCHING;
import static org.bancada.rollout.NodeRolloutState.PENDING;
import static org.bancada.rollout.NodeRolloutState.PREFLIGHT;
import static org.bancada.rollout.NodeRolloutState.SKIPPED;
import static org.bancada.rollout.NodeRolloutState.STAGED;
import static org.bancada.rollout.NodeRolloutState.VERIFYING;
import static org.bancada.rollout.NodeRolloutState.WAITING_IDLE;
import static org.bancada.rollout.NodeRolloutState.WAKING;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Schedule;

/**
 * Walks one node through its states, from wherever it is, in a thread of its own. Every script that it calls may be called again, so after a
 * lost connection or a restart of the workbench it repeats the step: the node has gone on meanwhile.
 */
final class NodeRun implements Runnable {
    private static final System.Logger LOG = System.getLogger(NodeRun.class.getName());
    private static final Set<String> SKIPPING = Set.of("wrong-model", "wifi-only");
    /** Words of the preflight, as docs/node-contract.md has them. */
    private static final Set<String> STARTS = Set.of("copy", "resume");
    private static final Set<String> WHOLE = Set.of("no-base", "base-missing", "other-format", "no-space");
    private static final Duration MOST_CLOCK_ERROR = Duration.ofMinutes(10);
    private static final Duration FIRST_IDLE_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_IDLE_PAUSE = Duration.ofSeconds(60);
    /** Short, so that a clock that is set is noticed. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(20);
    private static final Duration WAKE_PAUSE = Duration.ofSeconds(3);
    private static final Duration WAKE_AGAIN = Duration.ofSeconds(30);

    private final Campaign campaign;
    private final Track track;
    private final SimpleProgress stop = new SimpleProgress();
    private final Link link;

    /** Ends the walk with the state that the node is left in. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;
        final transient NodeRolloutState state;
        final transient Reason reason;

        Ended(NodeRolloutState state, Reason reason) {
            super(reason.code(), null, false, false);
            this.state = state;
            this.reason = reason;
        }
    }

    NodeRun(Campaign campaign, Track track) {
        this.campaign = campaign;
        this.track = track;
        this.link = new Link(campaign, track, stop);
    }

    Track track() {
        return track;
    }

    /** Ends the walk where it is; the node's state stays as it is. */
    void stop() {
        stop.cancel();
    }

    @Override
    public void run() {
        try {
            walk();
        } catch (Ended | Link.Lost ended) {
            boolean lost = ended instanceof Link.Lost;
            end(lost ? FAILED : ((Ended) ended).state, lost ? ((Link.Lost) ended).reason : ((Ended) ended).reason);
        } catch (CancellationException stopped) {
            LOG.log(System.Logger.Level.DEBUG, "stopped: {0}", track.node().name());
        } catch (ProblemException | RuntimeException broken) {
            LOG.log(System.Logger.Level.ERROR, "rollout " + track.rollout + " on " + track.node().name(), broken);
            end(FAILED, Reason.of("workbench", String.valueOf(broken.getMessage())));
        } finally {
            campaign.ended(this);
        }
    }

    private void end(NodeRolloutState state, Reason reason) {
        if (stop.cancelled()) {
            return;
        }
        try {
            track.enter(state, reason);
        } catch (ProblemException full) {
            LOG.log(System.Logger.Level.ERROR, "not stored: " + track.node().name() + " " + state.word(), full);
        }
    }

    private void walk() throws Ended, Link.Lost, ProblemException {
        while (!track.state().isOver()) {
            stop.check();
            switch (track.state()) {
                case PENDING, WAKING, PREFLIGHT -> begin();
                case FETCHING -> fetch();
                case VERIFYING -> verify();
                case STAGED, WAITING_IDLE -> activate();
                case ACTIVATED -> confirm();
                default -> throw new IllegalStateException(track.state().word());
            }
        }
    }

    /** A slot bounds how many nodes are looked at and given their files at once; waking takes minutes and needs none. */
    private void begin() throws Ended, Link.Lost, ProblemException {
        campaign.awaitRunning(stop);
        while (held(campaign.schedule().beforeFetch(campaign.now()), PENDING)) {
            campaign.awaitRunning(stop);
        }
        link.refreshNode();
        boolean awake;
        try (Campaign.Slot slot = campaign.startSlot(stop)) {
            awake = link.reachable();
            if (awake) {
                preflight();
            }
        }
        if (!awake) {
            wake();
        }
    }

    /** Waits a while when the schedule says so, in a state with the reason. @return whether it did */
    private boolean held(Optional<Schedule.Hold> hold, NodeRolloutState state) throws ProblemException {
        if (hold.isEmpty()) {
            return false;
        }
        Reason reason = ScheduleText.reason(hold.get(), campaign.schedule().zone());
        if (track.state() != state || !track.reason().equals(reason)) {
            track.enter(state, reason);
        }
        Duration left = Duration.between(campaign.now(), hold.get().until());
        link.sleep(left.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : left.isNegative() ? Duration.ZERO : left);
        return true;
    }

    private void wake() throws Ended, Link.Lost, ProblemException {
        track.enter(WAKING, Reason.NONE);
        Instant deadline = campaign.now().plus(campaign.row().wake());
        Instant nextPacket = Instant.MIN;
        while (true) {
            if (!campaign.now().isBefore(nextPacket)) {
                sendWake();
                nextPacket = campaign.now().plus(WAKE_AGAIN);
            }
            link.sleep(WAKE_PAUSE);
            link.refreshNode();
            if (link.reachable()) {
                track.enter(PENDING, Reason.NONE);
                return;
            }
            if (campaign.now().isAfter(deadline)) {
                throw new Ended(FAILED, Reason.of("not-awake", Long.toString(campaign.row().wake().toSeconds())));
            }
        }
    }

    private void sendWake() {
        try {
            var operation = campaign.parts().remote().wake(List.of(track.node()), campaign.parts().fleet());
            Plan plan = operation.plan();
            operation.run(plan, stop);
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.INFO, "wake {0}: {1}", track.node().name(), failed.getMessage());
        }
    }

    private void preflight() throws Ended, Link.Lost, ProblemException {
        track.enter(PREFLIGHT, Reason.NONE);
        Campaign.Parcel parcel = campaign.parcel();
        NodeScript.Answer answer = link.call("printf 'ssh=%s\\n' \"${SSH_CONNECTION-}\"; fetch -u " + parcel.sha256()
                + " >/dev/null 2>&1; preflight " + parcel.sha256() + " " + parcel.size() + " "
                + NodeScript.quote(parcel.models()) + " " + NodeScript.quote(parcel.image().id()) + " " + NodeScript.quote(parcel.image().format()),
                Link.BRIEF);
        if (!answer.value("ok").equals("yes")) {
            Reason reason = answer.reason();
            throw new Ended(SKIPPING.contains(reason.code()) ? SKIPPED : FAILED, reason);
        }
        long clock = NodeScript.number(answer.value("clock"));
        Duration error = Duration.between(campaign.now(), Instant.ofEpochSecond(Math.max(clock, 0))).abs();
        if (clock >= 0 && error.compareTo(MOST_CLOCK_ERROR) > 0) {
            throw new Ended(FAILED, Reason.of("clock-wrong", Instant.ofEpochSecond(clock).toString(), Long.toString(error.toMinutes())));
        }
        noteStart(answer.value("start"), answer.value("whole"));
        link.reachedFrom(answer.value("ssh"));
        String folder = "/qcow2/incoming/" + parcel.sha256() + "/";
        for (Path file : parcel.files()) {
            link.send(file, folder + file.getFileName());
        }
        Reason open = campaign.parts().openGuests(track.node(), stop);
        boolean idle = open.isNone() && !answer.value("guest_open").equals("yes");
        track.enter(FETCHING, idle ? Reason.NONE : open.isNone() ? Reason.of("guest-later") : Reason.of("guests-later", open.text()));
    }

    /** From where the download will begin; what garbled answers say is not noted. */
    private void noteStart(String from, String whole) {
        if (STARTS.contains(from)) {
            track.note(Texts.TEXT.text("begins." + from));
        } else if (WHOLE.contains(whole)) {
            track.note(Texts.TEXT.text("begins.whole", Texts.TEXT.text("whole." + whole)));
        }
    }

    private void fetch() throws Ended, Link.Lost, ProblemException {
        Campaign.Parcel parcel = campaign.parcel();
        String url = link.announceUrl();
        NodeScript.Answer answer = link.call("fetch -T " + NodeScript.quote(url) + " " + parcel.sha256(), Link.FOLLOWED);
        if (answer.exitCode() != 0) {
            throw new Ended(FAILED, answer.reason());
        }
        if (!answer.value("state").equals("fetched")) {
            throw new Ended(FAILED, Reason.of("script-failed", "0", answer.errors()));
        }
        track.progress(parcel.size(), 0);
        track.enter(VERIFYING, Reason.NONE);
    }

    private void verify() throws Ended, Link.Lost, ProblemException {
        NodeScript.Answer answer = link.call("activate -V " + campaign.parcel().sha256(), Link.VERIFIED);
        if (answer.exitCode() != 0 || !answer.value("state").equals("staged")) {
            throw new Ended(answer.exitCode() == 3 ? SKIPPED : FAILED, answer.reason());
        }
        track.enter(STAGED, Reason.NONE);
    }

    private void activate() throws Ended, Link.Lost, ProblemException {
        Instant deadline = campaign.now().plus(campaign.row().idle());
        Duration pause = FIRST_IDLE_PAUSE;
        while (true) {
            if (held(campaign.schedule().beforeActivation(track.node().place(), campaign.now()), STAGED)) {
                deadline = campaign.now().plus(campaign.row().idle());
                pause = FIRST_IDLE_PAUSE;
                continue;
            }
            Reason busy = campaign.parts().openGuests(track.node(), stop);
            if (busy.isNone()) {
                NodeScript.Answer answer = link.call("activate " + campaign.parcel().sha256(), Link.BRIEF);
                if (answer.exitCode() == 0 && answer.value("state").equals("activated")) {
                    track.enter(ACTIVATED, Reason.NONE);
                    return;
                }
                if (answer.exitCode() != 4) {
                    throw new Ended(answer.exitCode() == 3 ? SKIPPED : FAILED, answer.reason());
                }
                busy = Reason.of("guest-open");
            }
            if (campaign.now().isAfter(deadline)) {
                boolean unknown = busy.code().equals("guests-unknown");
                throw new Ended(FAILED, unknown ? busy : Reason.of("guest-stayed", Long.toString(campaign.row().idle().toMinutes())));
            }
            track.enter(WAITING_IDLE, busy);
            link.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_IDLE_PAUSE) > 0 ? LONGEST_IDLE_PAUSE : pause.multipliedBy(2);
        }
    }

    private void confirm() throws Ended, Link.Lost, ProblemException {
        NodeScript.Answer answer = link.call("activate -C " + campaign.parcel().sha256(), Link.BRIEF);
        if (answer.exitCode() != 0 || !answer.value("state").equals("confirmed")) {
            throw new Ended(FAILED, answer.reason());
        }
        campaign.awaitLastAnnounce(track);
        track.enter(CONFIRMED, Reason.NONE);
    }

    /** Told about once a second what time it is. */
    void tick(Instant now) {
        link.tick(now);
    }
}
