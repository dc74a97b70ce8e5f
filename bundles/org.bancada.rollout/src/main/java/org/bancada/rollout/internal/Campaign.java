package org.bancada.rollout.internal;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.remote.Remote;
import org.bancada.image.Image;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Schedule;

/**
 * One rollout while it is under way: its nodes' walks, its waves and thresholds, its swarm and its seeder. What it decides is stored before it
 * is done, so the same object can be made again from the database at any moment.
 */
final class Campaign {
    /** aria2c announces within a second or two that it is done. */
    private static final Duration LAST_ANNOUNCE = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(Campaign.class.getName());

    private final Parts parts;
    private final List<Track> tracks;
    private final Map<Track, NodeRun> runs = new HashMap<>();
    private final Set<Track> forgetting = new HashSet<>();
    private final Set<Track> halting = new HashSet<>();
    private final SimpleProgress shutdown = new SimpleProgress();
    private RolloutTable.Row row;
    private Parcel parcel;
    private Seeders.Lease seeder;
    private Schedule schedule;
    private Swarm swarm;
    private Ledger ledger;
    private Instant booked = Instant.MIN;
    private boolean closed;

    /** What all rollouts share. */
    interface Parts {
        Remote remote();

        /** All nodes as they are known now; empty when nobody knows. */
        List<Node> fleet();

        /** Why a node must not switch although its own scripts may say that it can: libvirt has guests open there, or does not say. */
        Reason openGuests(Node node, Progress cancel);

        Optional<InetSocketAddress> endpoint();

        Tracker tracker();

        RolloutTable table();

        Semaphore starts();

        InstantSource clock();

        /** The value of a rollout is another than before. */
        void changed(Campaign campaign);

        /** Its last node is done. */
        void over(Campaign campaign) throws ProblemException;
    }

    /** What every node gets: the files to send, and what the scripts are called with. */
    record Parcel(Image image, String models, List<Path> files) {
        String sha256() {
            return image.sha256();
        }

        long size() {
            return image.size();
        }
    }

    /** The right to start a node. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    Campaign(Parts parts, RolloutTable.Row row, List<Track.Row> nodes) {
        this.parts = parts;
        this.row = row;
        this.tracks = nodes.stream().map(node -> new Track(node, parts.table(), parts.clock(), () -> parts.changed(this))).toList();
    }

    Parts parts() {
        return parts;
    }

    synchronized RolloutTable.Row row() {
        return row;
    }

    synchronized Parcel parcel() {
        return parcel;
    }

    /** Read once; what has no schedule is at once and always. */
    synchronized Schedule schedule() throws ProblemException {
        if (schedule == null) {
            schedule = parts.table().schedule(row.id());
        }
        return schedule;
    }

    List<Track> tracks() {
        return tracks;
    }

    Instant now() {
        return parts.clock().instant();
    }

    synchronized Rollout value() {
        return new Rollout(Long.toString(row.id()), row.image(), row.imageName(), row.selector(), row.state(), row.started(), row.ended(),
                row.imageBytes(), tracks.stream().map(Track::value).toList());
    }

    /** Opens the swarm and sets every node going that is due; takes over {@code lease}. */
    synchronized void launch(Parcel newParcel, Seeders.Lease lease) throws ProblemException {
        parcel = newParcel;
        seeder = lease;
        ledger = parts.table().series().ledger(row.id(), row.imageBytes());
        swarm = new Swarm(ledger);
        for (Track track : tracks) {
            parts.tracker().admit(track.token, new Tracker.Seat(swarm, row.infoHash(), track.node().place(), lease::address));
        }
        advance();
    }

    /** Decides what happens next: after each node's end, and when a person intervenes. */
    synchronized void advance() throws ProblemException {
        if (closed || seeder == null && row.state() != RolloutState.HALTED && row.ended() == null && tracks.stream().anyMatch(track -> !track.state().isOver())) {
            return;
        }
        if (row.state() == RolloutState.HALTED) {
            halt();
        } else if (row.state() == RolloutState.CANCELLED || row.state() == RolloutState.STOPPED) {
            windUp();
        } else if (row.state() == RolloutState.RUNNING && tooManyErrors()) {
            store(RolloutState.STOPPED, null);
            windUp();
        } else {
            startDueWaves();
        }
        if (row.ended() == null && runs.isEmpty() && forgetting.isEmpty() && tracks.stream().allMatch(track -> track.state().isOver())) {
            parts.over(this);
        }
        parts.changed(this);
    }

    private boolean tooManyErrors() {
        long failed = count(tracks, state -> state == NodeRolloutState.FAILED);
        boolean somebodyToSave = tracks.stream().anyMatch(track -> !track.state().isOver());
        return somebodyToSave && failed > row.error() * tracks.size();
    }

    private void startDueWaves() throws ProblemException {
        int last = tracks.stream().mapToInt(track -> track.wave).max().orElse(0);
        for (int wave = 0; wave <= last; wave++) {
            int number = wave;
            List<Track> members = tracks.stream().filter(track -> track.wave == number).toList();
            members.forEach(this::start);
            if (count(members, state -> state == NodeRolloutState.CONFIRMED) >= row.success() * members.size()) {
                continue;
            }
            boolean ended = members.stream().allMatch(track -> track.state().isOver());
            if (ended && wave < last && row.state() == RolloutState.RUNNING) {
                store(RolloutState.STOPPED, null);
                windUp();
            }
            return;
        }
    }

    private static long count(Collection<Track> tracks, Predicate<NodeRolloutState> wanted) {
        return tracks.stream().map(Track::state).filter(wanted).count();
    }

    private void start(Track track) {
        if (!track.state().isOver() && !runs.containsKey(track)) {
            NodeRun run = new NodeRun(this, track);
            runs.put(track, run);
            Thread.ofVirtual().name("rollout " + row.id() + " " + track.node().name()).start(run);
        }
    }

    /** What is activated is confirmed; everything else ends, and the node forgets the download. */
    private void windUp() throws ProblemException {
        Reason reason = Reason.of(row.state() == RolloutState.CANCELLED ? "cancelled" : "stopped");
        for (Track track : tracks) {
            NodeRun run = runs.get(track);
            switch (track.state()) {
                case ACTIVATED -> start(track);
                case PENDING, WAKING, PREFLIGHT, FETCHING, VERIFYING, STAGED, WAITING_IDLE -> {
                    if (run != null) {
                        run.stop();
                    } else {
                        forget(track, reason);
                    }
                }
                default -> { }
            }
        }
    }

    /** Every node is told at once, whatever it does just now; the origin and the tracker are gone for those that do not hear it. */
    private void halt() throws ProblemException {
        release(false);
        for (Track track : tracks) {
            NodeRun run = runs.get(track);
            if (run != null) {
                run.stop();
            }
            boolean untouched = track.state() == NodeRolloutState.PENDING || track.state() == NodeRolloutState.WAKING;
            if (untouched && run == null) {
                track.enter(NodeRolloutState.SKIPPED, Reason.of("halted"));
            } else if (!untouched && (track.state() == NodeRolloutState.FAILED || !track.state().isOver())) {
                order(track);
            }
        }
    }

    private void order(Track track) {
        if (!halting.add(track)) {
            return;
        }
        forgetting.add(track);
        Thread.ofVirtual().name("halt " + track.node().name()).start(() -> {
            try {
                HaltOrder.Result result = new HaltOrder(this, track, shutdown).give();
                awaitEnd(track);
                synchronized (this) {
                    forgetting.remove(track);
                    settle(() -> {
                        if (!track.state().isOver()) {
                            track.enter(result.state(), result.reason());
                        }
                    });
                }
            } catch (CancellationException down) {
                LOG.log(System.Logger.Level.DEBUG, "not told to stop: {0}", track.node().name());
            }
        });
    }

    /** A walk that was told to stop may store one more state on its way out. */
    private synchronized void awaitEnd(Track track) {
        try {
            while (runs.containsKey(track)) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        shutdown.check();
    }

    /** Nothing of the download stays on the node, if it can be reached; only then its way is over. */
    private void forget(Track track, Reason reason) throws ProblemException {
        NodeRolloutState was = track.state();
        if (was == NodeRolloutState.PENDING || was == NodeRolloutState.WAKING) {
            track.enter(NodeRolloutState.SKIPPED, reason);
            return;
        }
        if (!forgetting.add(track)) {
            return;
        }
        String image = row.image();
        Thread.ofVirtual().name("forget " + track.node().name()).start(() -> {
            try {
                new NodeScript(parts.remote()).run(track.node(), "fetch -k " + image, shutdown);
            } catch (ProblemException unreachable) {
                LOG.log(System.Logger.Level.INFO, "{0} keeps what it has: {1}", track.node().name(), unreachable.getMessage());
            } catch (CancellationException down) {
                return;
            }
            synchronized (this) {
                forgetting.remove(track);
                settle(() -> track.enter(NodeRolloutState.SKIPPED, reason));
            }
        });
    }

    /** A step of the decision; when the database cannot take it, the rollout stands still until the next start. */
    private interface Step {
        void run() throws ProblemException;
    }

    private void settle(Step step) {
        try {
            step.run();
            advance();
        } catch (ProblemException full) {
            LOG.log(System.Logger.Level.ERROR, "rollout " + row.id() + " cannot go on", full);
        }
    }

    /** A walk has ended, by itself or because it was told to. */
    synchronized void ended(NodeRun run) {
        runs.remove(run.track());
        notifyAll();
        settle(() -> {
        });
    }

    /** Changes the rollout's own state. */
    synchronized void store(RolloutState state, Instant ended) throws ProblemException {
        store(state, ended, row.audit());
    }

    synchronized void store(RolloutState state, Instant ended, long audit) throws ProblemException {
        parts.table().update(row.id(), state, ended, audit);
        row = new RolloutTable.Row(row.id(), row.image(), row.imageName(), row.imageBytes(), row.selector(), state, row.started(), ended,
                row.infoHash(), row.pieceLength(), row.success(), row.error(), row.stall(), row.validity(), row.wake(), row.idle(), audit);
        notifyAll();
        parts.changed(this);
    }

    /** Waits while the rollout is paused. */
    void awaitRunning(SimpleProgress stop) {
        Object lock = this;
        Runnable wake = () -> {
            synchronized (lock) {
                lock.notifyAll();
            }
        };
        try (Progress.Registration watch = stop.onCancel(wake)) {
            synchronized (this) {
                while (row.state() == RolloutState.PAUSED && !stop.cancelled()) {
                    wait();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        stop.check();
    }

    Slot startSlot(SimpleProgress stop) {
        try {
            while (!parts.starts().tryAcquire(1, java.util.concurrent.TimeUnit.SECONDS)) {
                stop.check();
            }
            return parts.starts()::release;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    void tick(Instant now) {
        List<NodeRun> walking;
        synchronized (this) {
            walking = List.copyOf(runs.values());
            if (booked.plusSeconds(Ledger.STEP_SECONDS).isBefore(now)) {
                booked = now;
                book();
            }
        }
        walking.forEach(run -> run.tick(now));
    }

    /** Before somebody asks for the series: it holds all that was announced by then. */
    synchronized void bookNow() {
        book();
    }

    /** What cannot be stored is missing in the series; the rollout itself goes on. */
    private void book() {
        try {
            Ledger.Batch batch = ledger == null ? Ledger.Batch.EMPTY : ledger.drain();
            if (!batch.isEmpty()) {
                parts.table().series().add(row.id(), batch);
            }
        } catch (ProblemException full) {
            LOG.log(System.Logger.Level.WARNING, "rollout " + row.id() + ": its traffic is not stored", full);
        }
    }

    /** A small image is confirmed before the node's last announce has come: without it the series would lack what it fetched. */
    void awaitLastAnnounce(Track track) {
        Swarm here;
        synchronized (this) {
            here = swarm;
        }
        if (here != null) {
            try {
                here.awaitWhole(track.token, LAST_ANNOUNCE);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What the tracker knows of a node just now. */
    synchronized Swarm.Seen seen(Track track) {
        return swarm == null ? Swarm.Seen.NOTHING : swarm.seen(track.token);
    }

    /** Sets nodes back to their beginning; whoever calls decides when they start. */
    synchronized void rewind(Collection<Track> again) throws ProblemException {
        halting.removeAll(again);
        for (Track track : again) {
            track.enter(NodeRolloutState.PENDING, Reason.NONE);
        }
    }

    /** Ends every node that is not over: without its image a rollout cannot go on. */
    synchronized void failAll(Reason reason) throws ProblemException {
        for (Track track : tracks) {
            if (!track.state().isOver()) {
                track.enter(NodeRolloutState.FAILED, reason);
            }
        }
        advance();
    }

    /** The state that it ends in, decided from its nodes. */
    synchronized RolloutState verdict() {
        if (row.state() == RolloutState.CANCELLED || row.state() == RolloutState.STOPPED || row.state() == RolloutState.HALTED) {
            return row.state();
        }
        if (count(tracks, state -> state == NodeRolloutState.CONFIRMED) == tracks.size()) {
            return RolloutState.COMPLETED;
        }
        boolean anyBack = count(tracks, state -> state == NodeRolloutState.ROLLED_BACK) > 0;
        boolean anyNew = count(tracks, state -> state == NodeRolloutState.CONFIRMED || state == NodeRolloutState.ACTIVATED) > 0;
        return anyBack && !anyNew ? RolloutState.ROLLED_BACK : RolloutState.PARTIAL;
    }

    /** Lets go of seeder and swarm; with {@code down} the walks too, their states as they are (the workbench goes down). */
    synchronized void release(boolean down) {
        closed |= down;
        if (down) {
            runs.values().forEach(NodeRun::stop);
            shutdown.cancel();
        }
        tracks.forEach(track -> parts.tracker().dismiss(track.token));
        book();
        if (seeder != null) {
            seeder.close();
            seeder = null;
        }
    }

    /** How many nodes are in which state, for the audit log. */
    String summary() {
        StringBuilder summary = new StringBuilder(row().state().name().toLowerCase(java.util.Locale.ROOT));
        value().counts().forEach((state, count) -> summary.append(", ").append(count).append(' ').append(state.word()));
        return summary.toString();
    }
}
