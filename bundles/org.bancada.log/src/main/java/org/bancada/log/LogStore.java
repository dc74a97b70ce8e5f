package org.bancada.log;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;

/**
 * Where events are kept and found again. Every adapter gives the same answers: an event matches when {@link Query#matches} says so. Safe for
 * use by several threads. Questions block while they are worked on, never call one from a UI thread; a progress that is cancelled ends them
 * with {@link java.util.concurrent.CancellationException}. A {@link ProblemException} says what is wrong with the question (too many
 * clauses) or with the store (cannot be opened, not reachable, disk full).
 */
public interface LogStore {

    /** The order of events: by time, then in the order in which they came in. */
    enum Order {
        NEWEST_FIRST, OLDEST_FIRST
    }

    /**
     * Takes events. What is taken survives the death of the process, once this returns.
     *
     * @return one outcome for each event, in the same order: a bad one fails alone
     * @throws ProblemException when none of them was taken for sure; {@link StoreFullException} when the disk is full
     */
    List<Outcome> add(List<NewEvent> events) throws ProblemException;

    /**
     * The first events in an order.
     *
     * @param limit at most 10,000
     * @param after the last event of the page before, null for the first page
     */
    List<Event> search(LogQuery query, Order order, int limit, Event after, Progress progress) throws ProblemException;

    /** The newest events, newest first. */
    default List<Event> newest(LogQuery query, int limit, Progress progress) throws ProblemException {
        return search(query, Order.NEWEST_FIRST, limit, null, progress);
    }

    /** The event that an id names within its kind. */
    Optional<Event> event(String kind, String id) throws ProblemException;

    /** How many events match. */
    long count(LogQuery query, Progress progress) throws ProblemException;

    /**
     * How many events matched over time, in bars of a width that people know (1, 2, 5, 10, 15, 30 seconds or minutes, hours, days ...).
     *
     * @param bars at most so many, up to 1,000
     * @param zone in which days begin
     */
    Histogram histogram(LogQuery query, int bars, ZoneId zone, Progress progress) throws ProblemException;

    /**
     * The most frequent values of a field. Fields of prose have none ({@link Event#isText}); values are cut after 256 characters.
     *
     * @param limit at most 1,000
     */
    TopValues top(LogQuery query, String field, int limit, Progress progress) throws ProblemException;

    /** The fields of the events that match, most frequent first, at most 1,000 of them. */
    List<FieldSummary> fields(LogQuery query, Progress progress) throws ProblemException;

    /**
     * What happened on the node of an event before and after it.
     *
     * @param query what the surrounding events must match too
     * @param before how many at most, so {@code after}
     */
    Surroundings around(Event anchor, Query query, int before, int after, Progress progress) throws ProblemException;

    /**
     * Hands every event that matches to {@code to}, oldest first, as the store was when this was called.
     *
     * @return how many
     */
    long export(LogQuery query, Consumer<Event> to, Progress progress) throws ProblemException;

    /** Tells a listener of every matching event that comes in from now on, until the registration is closed. */
    Progress.Registration tail(Query query, TailListener listener) throws ProblemException;

    /** The kinds of events, by name. */
    List<KindSummary> kinds(Progress progress) throws ProblemException;

    /**
     * Removes what is not to be kept any longer; the first rule that fits a kind counts.
     *
     * @param really false only counts
     * @return events removed
     */
    long retain(List<Retention> rules, Instant now, boolean really, Progress progress) throws ProblemException;

    /** What is wrong with the store though it works: for example a damaged part that was set aside. */
    List<Problem> problems();
}
