package org.bancada.rollout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;

/** All rollouts, running and ended. They are stored; after a restart the running ones go on by themselves. */
public interface Rollouts {

    /** Starts a rollout; the operation ends as soon as it is stored and under way. */
    Operation<Rollout> start(Image image, List<Node> targets, RolloutOptions options);

    /** Newest first. */
    List<Rollout> list();

    Optional<Rollout> find(String id);

    /** No further node is started; what is under way on a node goes on. */
    Operation<Rollout> pause(Rollout rollout);

    Operation<Rollout> resume(Rollout rollout);

    /** Starts the failed and skipped nodes again, and only those. */
    Operation<Rollout> retry(Rollout rollout);

    /** Switches the nodes that have activated back to the base before. */
    Operation<Rollout> rollback(Rollout rollout, List<Node> nodes);

    /** Ends it: fetching stops on the nodes, what is activated stays. */
    Operation<Rollout> cancel(Rollout rollout);

    /**
     * Stops it at once: every node is ordered to stop fetching and to switch to nothing, and that is repeated, also after a restart, until the
     * node has heard it or has not answered for the stall timeout. What was downloaded stays for a retry; what had switched is not confirmed.
     */
    Operation<Rollout> halt(Rollout rollout);

    /**
     * What arrived where over the time of the rollout, so far or in all; stored every five seconds, so it outlives a crash. Reads the database:
     * not for the UI thread, and every few seconds is enough.
     */
    RolloutSeries series(Rollout rollout);

    /** {@link #series} as sums by building, in the order of time. */
    List<RolloutSample> samples(Rollout rollout);

    /** Which node entered which state when, in the order of time. */
    List<RolloutStep> steps(Rollout rollout);

    /** What came of it so far. */
    RolloutReport report(Rollout rollout);

    /** Writes a report for people or spreadsheets; does not close {@code out}. */
    void write(RolloutReport report, RolloutReport.Format format, Appendable out) throws IOException;

    /** When a rollout may do what. */
    Schedule schedule(Rollout rollout);

    /** Everything about one node of a rollout; empty when it takes no part. Reads the database: not for the UI thread. */
    Optional<NodeDetail> detail(Rollout rollout, String uuid);

    /**
     * Reads a class timetable (iCalendar, RFC 5545, at most 2 MiB), a good year ahead: recurring events, time zones, exceptions and moved classes;
     * cancelled events, and those that leave the time free, are no classes.
     *
     * @param room for which all of it is, as {@link Timetable} names it; empty: each event is for the room in its LOCATION, without one for every room
     * @param zone of times that name none
     * @throws ProblemException when it cannot be read, or holds what no timetable can (the message says where)
     */
    List<Timetable> readTimetable(Path file, String room, ZoneId zone) throws ProblemException;

    /** Called with the rollout's new value after each change, at most a few times a second per rollout. */
    Progress.Registration onChange(Consumer<Rollout> listener);
}
