package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.bancada.alert.AlertRule;
import org.bancada.core.Node;
import org.bancada.core.Place;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.fleet.Fleet;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;

/**
 * Counts the events of one rule as they come in. Those that came while nobody watched are looked for once, by a search; what comes meanwhile waits
 * for that, and what both bring counts once.
 */
final class EventWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventWatch.class.getName());
    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 200;
    private static final int REMEMBERED = 50_000;
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(7);
    /** Events from clocks that are further ahead are counted when they come, and never looked for again. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final AlertRule rule;
    private final Incidents incidents;
    private final Fleet fleet;
    private final Timeline time;
    private final Counters counters;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Progress.Registration tail;
    private final Progress progress = Progress.none();
    private final Set<String> known = new LinkedHashSet<>();
    private boolean closed;

    EventWatch(AlertRule rule, LogStore store, Incidents incidents, Fleet fleet, Timeline time) throws ProblemException, QueryException {
        this.rule = rule;
        this.incidents = incidents;
        this.fleet = fleet;
        this.time = time;
        counters = new Counters(rule.window());
        tail = store.tail(Query.parse(rule.query()), this::came);
    }

    /** @param since until when events had been seen; null when they never were: then only what comes from now on counts */
    void catchUp(LogStore store, Instant since) throws ProblemException, QueryException {
        try {
            if (since != null) {
                look(store, since);
            }
        } finally {
            caughtUp.countDown();
        }
    }

    private void look(LogStore store, Instant since) throws ProblemException, QueryException {
        Instant now = time.wall();
        Instant from = since.isBefore(now) ? since : now;
        Instant earliest = now.minus(LONGEST_LOOK_BACK);
        LogQuery query = new LogQuery(Query.parse(rule.query()), (from.isBefore(earliest) ? earliest : from).minus(rule.window()), now.plus(AHEAD));
        Event last = null;
        for (int page = 0; page < MOST_PAGES && !closed(); page++) {
            List<Event> events = store.search(query, LogStore.Order.OLDEST_FIRST, PAGE, last, progress);
            for (Event event : events) {
                remember(event);
                count(event, true);
            }
            if (events.size() < PAGE) {
                return;
            }
            last = events.getLast();
        }
    }

    private void remember(Event event) {
        known.add(event.kind() + "/" + event.id());
        if (known.size() > REMEMBERED) {
            known.remove(known.iterator().next());
        }
    }

    private void came(List<Event> events, long missed) {
        try {
            caughtUp.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return;
        }
        if (closed()) {
            return;
        }
        try {
            for (Event event : events) {
                if (known.isEmpty() || !known.remove(event.kind() + "/" + event.id())) {
                    count(event, false);
                }
            }
            if (missed > 0 && rule.groupBy().isEmpty() && !events.isEmpty()) {
                count(events.getLast(), false, missed);
            }
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.WARNING, "what the alert rule " + rule.name() + " found could not be kept", failed);
        }
    }

    private void count(Event event, boolean before) throws ProblemException {
        count(event, before, 1);
    }

    private void count(Event event, boolean before, long events) throws ProblemException {
        Optional<String> value = value(event);
        if (value.isEmpty()) {
            return;
        }
        Instant wall = time.wall();
        long there = counters.add(value.get(), event.time(), wall, time.now(), events);
        if (there < rule.atLeast()) {
            return;
        }
        boolean first = there - events < rule.atLeast();
        if (before) {
            incidents.seenBefore(rule, sighting(event, value.get(), event.time(), first ? there : events));
        } else {
            incidents.seen(rule, sighting(event, value.get(), wall, first ? there : events), false);
        }
    }

    /** What the event is counted under; empty when it lacks the field. */
    private Optional<String> value(Event event) {
        return switch (rule.groupBy()) {
            case "" -> Optional.of("");
            case AlertRule.NODE -> event.node();
            default -> event.values(rule.groupBy()).stream().findFirst();
        };
    }

    private Sighting sighting(Event event, String value, Instant when, long count) {
        String room = rule.groupBy().isEmpty() ? "" : event.node().flatMap(fleet::node).map(EventWatch::room).orElse("");
        String message = event.message();
        return new Sighting(value, value, room, when, count, message.isEmpty() ? event.json() : message);
    }

    /** Where a node stands, without the seat. */
    static String room(Node node) {
        Place place = node.place();
        return new Place(place.campus(), place.building(), place.room(), "").toString();
    }

    private synchronized boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        caughtUp.countDown();
        tail.close();
    }
}
