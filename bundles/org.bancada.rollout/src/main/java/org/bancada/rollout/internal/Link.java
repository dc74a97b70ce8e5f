package org.bancada.rollout.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.remote.HostKeys;

/**
 * The way to one node: runs a script on it until that has answered, connecting again whenever the connection is lost, until nothing has moved
 * for the rollout's stall timeout.
 */
final class Link {
    private static final System.Logger LOG = System.getLogger(Link.class.getName());
    private static final int REFUSALS = 3;
    private static final int MOST_CONNECTIONS = 10_000;
    /** What a shell says of a script that KILL or TERM ended: whatever did that, the step may be repeated. */
    private static final Set<Integer> KILLED = Set.of(137, 143);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration ENDPOINT_PAUSE = Duration.ofSeconds(1);

    /** @param silence without a line after which the connection counts as lost; {@code moves} whether its bytes are a download's; {@code counted} whether bytes must move */
    record Kind(Duration silence, boolean moves, boolean counted) {
    }

    static final Kind BRIEF = new Kind(Duration.ofMinutes(3), false, false);
    static final Kind FOLLOWED = new Kind(Duration.ofSeconds(30), true, true);
    static final Kind VERIFIED = new Kind(Duration.ofSeconds(90), false, true);

    /** The node cannot be worked with any further. */
    static final class Lost extends Exception {
        private static final long serialVersionUID = 1L;
        final transient Reason reason;

        Lost(Reason reason) {
            super(reason.code(), null, false, false);
            this.reason = reason;
        }
    }

    /** A script that runs just now. */
    private static final class Call extends SimpleProgress {
        final Kind kind;
        volatile Instant heard;
        volatile boolean silent;

        Call(Kind kind, Instant now) {
            this.kind = kind;
            this.heard = now;
        }
    }

    private final Campaign campaign;
    private final Track track;
    private final SimpleProgress stop;
    private final NodeScript script;
    private volatile Call current;
    private volatile Instant moved;
    private volatile boolean stalled;
    /** What the script said last: that a connection was made again is no progress. */
    private volatile long bytes = -1;
    private volatile long speed;
    /** Bytes of the node's own that are read or copied before the download goes on. */
    private volatile long checked = -1;
    private volatile String waiting = "";
    private volatile InetAddress seenFrom;

    Link(Campaign campaign, Track track, SimpleProgress stop) {
        this.campaign = campaign;
        this.track = track;
        this.stop = stop;
        this.script = new NodeScript(campaign.parts().remote());
        this.moved = campaign.now();
    }

    /** Takes over the address that the fleet knows now. */
    void refreshNode() {
        campaign.parts().fleet().stream().filter(node -> node.uuid().equals(track.node().uuid())).findFirst().ifPresent(track::know);
    }

    /**
     * Whether SSH answers.
     *
     * @throws Lost when it does, but no script can be run there (host key, login)
     */
    boolean reachable() throws Lost {
        for (int tries = 1;; tries++) {
            try {
                script.run(track.node(), "true", stop);
                return true;
            } catch (ProblemException failed) {
                if (keyState() == HostKeys.State.UNREACHABLE) {
                    return false;
                }
                if (tries == REFUSALS) {
                    throw new Lost(Reason.of("remote", failed.problem().line()));
                }
                sleep(ENDPOINT_PAUSE);
            }
        }
    }

    /** @throws Lost when the key is not the pinned one: nothing is sent to such a node */
    private HostKeys.State keyState() throws Lost {
        stop.check();
        HostKeys.State state;
        try {
            state = campaign.parts().remote().hostKeys().check(track.node()).state();
        } catch (ProblemException unreachable) {
            return HostKeys.State.UNREACHABLE;
        }
        if (state == HostKeys.State.UNKNOWN || state == HostKeys.State.CHANGED) {
            throw new Lost(Reason.of(state == HostKeys.State.UNKNOWN ? "host-key-unknown" : "host-key-changed"));
        }
        return state;
    }

    /** Runs a script until it has answered. */
    NodeScript.Answer call(String commandLine, Kind kind) throws Lost {
        moved = campaign.now();
        stalled = false;
        bytes = -1;
        speed = 0;
        for (int tries = 0;; tries++) {
            try {
                return once(commandLine, kind);
            } catch (ProblemException | CancellationException lost) {
                stop.check();
                giveUpOrWait(lost, tries);
            }
        }
    }

    private void giveUpOrWait(Exception lost, int tries) throws Lost {
        String minutes = Long.toString(Math.max(1, campaign.row().stall().toMinutes()));
        if (stalled) {
            throw new Lost(Reason.of("unmoved", minutes));
        }
        keyState();
        if (moved.plus(campaign.row().stall()).isBefore(campaign.now())) {
            throw new Lost(lost instanceof ProblemException problem ? Reason.of("lost", minutes, problem.problem().line())
                    : Reason.of("silent", minutes));
        }
        LOG.log(System.Logger.Level.INFO, "{0}: {1}; trying again", track.node().name(), lost.getMessage());
        track.note(lost instanceof ProblemException problem ? problem.problem().line() : Texts.TEXT.text("link.silent"));
        Duration pause = Duration.ofSeconds(1L << Math.min(tries, 4));
        sleep(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        refreshNode();
    }

    private NodeScript.Answer once(String commandLine, Kind kind) throws ProblemException {
        Call call = new Call(kind, campaign.now());
        current = call;
        try (Progress.Registration chained = stop.onCancel(call::cancel)) {
            NodeScript.Answer answer = script.run(track.node(), commandLine, call, (key, value) -> {
                call.heard = campaign.now();
                long number = NodeScript.number(value);
                if (key.equals("bytes") && number != bytes) {
                    bytes = number;
                    moved = campaign.now();
                } else if (key.equals("speed")) {
                    speed = number;
                } else if (kind.moves() && key.equals("peers")) {
                    track.connections((int) Math.clamp(number, 0, MOST_CONNECTIONS));
                } else if (key.equals("checked") && number != checked) {
                    checked = number;
                    moved = campaign.now();
                } else if (key.equals("waiting")) {
                    waiting = value;
                }
                if (kind.moves() && key.equals("state")) {
                    group();
                }
            }, track::note);
            if (KILLED.contains(answer.exitCode())) {
                throw new ProblemException(Problem.of(Texts.TEXT.text("script.killed", Integer.toString(answer.exitCode()))));
            }
            return answer;
        } finally {
            current = null;
        }
    }

    /** A group of lines about the download is complete. */
    private void group() {
        if (bytes >= 0) {
            track.progress(bytes, Math.max(0, speed));
        }
        track.waits(waiting.isEmpty() ? Reason.NONE : Reason.ofWaiting(waiting));
        waiting = "";
    }

    /** Ends a call that has been silent, or has not moved, for too long. */
    void tick(Instant now) {
        Call call = current;
        if (call == null) {
            return;
        }
        if (call.kind.counted() && moved.plus(campaign.row().stall()).isBefore(now)) {
            stalled = true;
            call.cancel();
        } else if (call.heard.plus(call.kind.silence()).isBefore(now)) {
            call.cancel();
        }
    }

    /** Copies a file to the node, trying again when the connection is lost. */
    void send(Path file, String destination) throws Lost {
        moved = campaign.now();
        for (int tries = 0;; tries++) {
            try {
                campaign.parts().remote().send(track.node(), file, destination, stop);
                return;
            } catch (ProblemException failed) {
                stop.check();
                if (tries == REFUSALS) {
                    throw new Lost(Reason.of("remote", failed.problem().line()));
                }
                giveUpOrWait(failed, tries);
            }
        }
    }

    /** @param sshConnection what sshd says of the connection (SSH_CONNECTION): its first word is where the node sees this machine */
    void reachedFrom(String sshConnection) {
        String address = sshConnection.strip().split(" ")[0];
        try {
            seenFrom = address.matches("[0-9a-fA-F.:]{2,45}") ? InetAddress.getByName(address) : null;
        } catch (UnknownHostException garbled) {
            seenFrom = null;
        }
    }

    /** The node's own announce URL; waits for the tracker to listen. */
    String announceUrl() throws Lost {
        Instant deadline = campaign.now().plus(campaign.row().stall());
        while (true) {
            Optional<InetSocketAddress> endpoint = campaign.parts().endpoint();
            if (endpoint.isPresent()) {
                InetAddress host = endpoint.get().getAddress();
                if (host.isAnyLocalAddress()) {
                    host = seenFrom();
                }
                String literal = host instanceof java.net.Inet6Address ? "[" + host.getHostAddress().split("%")[0] + "]" : host.getHostAddress();
                return "http://" + literal + ":" + endpoint.get().getPort() + "/announce/" + track.token;
            }
            if (campaign.now().isAfter(deadline)) {
                throw new Lost(Reason.of("no-tracker"));
            }
            sleep(ENDPOINT_PAUSE);
        }
    }

    /** After a restart in the middle of a fetch nobody has asked the node yet. */
    private InetAddress seenFrom() throws Lost {
        if (seenFrom == null) {
            reachedFrom(call("printf 'ssh=%s\\n' \"${SSH_CONNECTION-}\"", BRIEF).value("ssh"));
        }
        if (seenFrom == null) {
            throw new Lost(Reason.of("no-address"));
        }
        return seenFrom;
    }

    /** @throws CancellationException when the walk is stopped meanwhile */
    void sleep(Duration time) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Progress.Registration watch = stop.onCancel(stopped::countDown)) {
            stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        stop.check();
    }
}
