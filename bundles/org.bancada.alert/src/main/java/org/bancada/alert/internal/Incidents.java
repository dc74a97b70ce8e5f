package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bancada.alert.AlertRule;
import org.bancada.core.ProblemException;
import org.bancada.store.Database;

/**
 * The causes that are not over, and the alerts that they belong to. A cause is told once, however often it is seen; it is over when it stayed away
 * for its rule's window. Causes of the same room that come within {@link #GATHER} share an alert, unless somebody has acknowledged that already.
 */
final class Incidents {
    static final Duration GATHER = Duration.ofMinutes(10);
    /** Causes of one rule that are not over; beyond that none is added. */
    private static final int MOST_CAUSES = 10_000;
    /** A node that matches no more is not over before that, even where a rule has no window: states flap. */
    private static final Duration LEAST_QUIET = Duration.ofSeconds(10);

    /** Hears of new alerts. */
    interface Opened {
        void opened(long alert) throws ProblemException;
    }

    private final AlertTables tables;
    private final Timeline time;
    private final Opened opened;
    private final Map<String, Map<String, Cause>> open = new HashMap<>();
    private final Map<String, Map<String, Gathering>> gatherings = new HashMap<>();
    private final Set<Cause> dirty = new HashSet<>();
    private boolean raised;

    /** @param opened told the id of every new alert within the transaction that writes it */
    Incidents(AlertTables tables, Timeline time, Opened opened) throws ProblemException {
        this.tables = tables;
        this.time = time;
        this.opened = opened;
        load();
    }

    private void load() throws ProblemException {
        open.clear();
        gatherings.clear();
        dirty.clear();
        Instant now = time.now();
        for (AlertTables.OpenCause known : tables.openCauses()) {
            // What happened while nobody watched is found by the catch-up; a whole window is given to it.
            causes(known.rule()).put(known.cause(), new Cause(known.alert(), known.rule(), known.cause(), known.last(), now));
            Duration age = Duration.between(known.opened(), time.wall());
            if (!age.isNegative() && age.compareTo(GATHER) < 0) {
                gatherings(known.rule()).put(known.room(), new Gathering(known.alert(), now.minus(age)));
            }
        }
    }

    /** Notes many things in one go. */
    synchronized void together(Database.Statements work) throws ProblemException {
        try {
            tables.database().execute(work);
        } catch (ProblemException | RuntimeException undone) {
            load();
            throw undone;
        }
    }

    private record Gathering(long alert, Instant opened) {
    }

    private static final class Cause {
        private final long alert;
        private final String rule;
        private final String key;
        private Instant last;
        /** Steady time since when it is quiet. */
        private Instant quiet;
        private boolean holds;
        private long more;

        Cause(long alert, String rule, String key, Instant last, Instant quiet) {
            this.alert = alert;
            this.rule = rule;
            this.key = key;
            this.last = last;
            this.quiet = quiet;
        }
    }

    private Map<String, Cause> causes(String rule) {
        return open.computeIfAbsent(rule, absent -> new HashMap<>());
    }

    private Map<String, Gathering> gatherings(String rule) {
        return gatherings.computeIfAbsent(rule, absent -> new HashMap<>());
    }

    /**
     * Notes that a rule's condition is true of something now.
     *
     * @param holds whether it goes on until {@link #gone} is called
     */
    synchronized void seen(AlertRule rule, Sighting sighting, boolean holds) throws ProblemException {
        Cause known = causes(rule.name()).get(sighting.cause());
        if (known == null) {
            raise(rule, sighting, holds);
            return;
        }
        known.quiet = time.now();
        known.holds = holds;
        known.last = sighting.when();
        if (!holds) {
            known.more += sighting.count();
            dirty.add(known);
        }
    }

    /** As {@link #seen}, of something that happened at a time before: what was told of then is not told again. */
    synchronized void seenBefore(AlertRule rule, Sighting sighting) throws ProblemException {
        Cause known = causes(rule.name()).get(sighting.cause());
        Optional<Instant> last = known != null ? Optional.of(known.last) : tables.lastSeen(rule.name(), sighting.cause());
        if (last.isEmpty() || sighting.when().isAfter(known != null ? known.last : last.get().plus(rule.window()))) {
            seen(rule, sighting, false);
        }
    }

    private void raise(AlertRule rule, Sighting sighting, boolean holds) throws ProblemException {
        Map<String, Cause> causes = causes(rule.name());
        if (causes.size() >= MOST_CAUSES) {
            return;
        }
        Gathering gathering = gatherings(rule.name()).get(sighting.room());
        Instant now = time.now();
        boolean joins = gathering != null && Duration.between(gathering.opened(), now).compareTo(GATHER) < 0 && !tables.acknowledged(gathering.alert());
        long alert;
        if (joins) {
            alert = gathering.alert();
            tables.join(alert, sighting);
        } else {
            alert = tables.database().write(connection -> {
                long id = tables.open(rule, sighting);
                opened.opened(id);
                return id;
            });
            gatherings(rule.name()).put(sighting.room(), new Gathering(alert, now));
        }
        raised = true;
        Cause cause = new Cause(alert, rule.name(), sighting.cause(), sighting.when(), now);
        cause.holds = holds;
        causes.put(sighting.cause(), cause);
    }

    /** Notes that a condition that held does so no more. */
    synchronized void gone(AlertRule rule, String cause) {
        Cause known = causes(rule.name()).get(cause);
        if (known != null && known.holds) {
            known.holds = false;
            known.quiet = time.now();
        }
    }

    /** The causes of a rule that are not over. */
    synchronized Set<String> openCauses(String rule) {
        return Set.copyOf(causes(rule).keySet());
    }

    /** Notes that nothing is known any more of what held under a rule. */
    synchronized void release(String rule) {
        causes(rule).values().stream().filter(cause -> cause.holds).forEach(cause -> {
            cause.holds = false;
            cause.quiet = time.now();
        });
    }

    /** Forgets a rule that was removed. */
    synchronized void forget(String rule) {
        Map<String, Cause> gone = open.remove(rule);
        gatherings.remove(rule);
        if (gone != null) {
            dirty.removeAll(gone.values());
        }
    }

    /**
     * Writes what was counted, and ends what stayed away for long enough.
     *
     * @return whether anything changed
     */
    synchronized boolean settle(List<AlertRule> rules) throws ProblemException {
        Map<String, Duration> windows = new HashMap<>();
        rules.forEach(rule -> windows.put(rule.name(), rule.window().compareTo(LEAST_QUIET) < 0 ? LEAST_QUIET : rule.window()));
        Instant now = time.now();
        Instant wall = time.wall();
        List<Cause> over = new ArrayList<>();
        for (Map.Entry<String, Map<String, Cause>> each : open.entrySet()) {
            Duration window = windows.getOrDefault(each.getKey(), LEAST_QUIET);
            each.getValue().values().stream().filter(c -> !c.holds && Duration.between(c.quiet, now).compareTo(window) > 0).forEach(over::add);
        }
        boolean changed = raised || !over.isEmpty() || !dirty.isEmpty();
        raised = false;
        if (changed) {
            tables.database().execute(connection -> {
                for (Cause cause : dirty) {
                    tables.seen(cause.alert, cause.key, cause.last, cause.more);
                }
                for (Cause cause : over) {
                    tables.end(cause.alert, cause.key, wall);
                }
            });
            dirty.forEach(cause -> cause.more = 0);
            dirty.clear();
            over.forEach(cause -> causes(cause.rule).remove(cause.key));
        }
        gatherings.values().forEach(rooms -> rooms.values().removeIf(g -> Duration.between(g.opened(), now).compareTo(GATHER) > 0));
        return changed;
    }
}
