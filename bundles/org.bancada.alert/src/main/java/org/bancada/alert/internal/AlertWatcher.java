package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.bancada.alert.AlertRule;
import org.bancada.alert.AlertWatch;
import org.bancada.alert.Delivery;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.QueryException;
import org.bancada.fleet.Fleet;
import org.bancada.log.LogStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Keeps one watch for each rule that is on. All of its work is done by one thread, but for the events, which the store brings. */
@Component(service = AlertWatch.class)
public final class AlertWatcher implements AlertWatch {
    private static final System.Logger LOG = System.getLogger(AlertWatcher.class.getName());
    private static final Messages TEXT = Messages.beside(AlertWatcher.class);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration SEEN_EVERY = Duration.ofSeconds(30);
    private static final Duration JUMP = Duration.ofSeconds(30);

    private final AlertBook book;
    private final Outbox outbox;
    private final AlertTables tables;
    private final Fleet fleet;
    private final LogStore store;
    private final InstantSource clock;
    private final Timeline time;
    private final Incidents incidents;
    private final Map<String, AlertRule> watched = new HashMap<>();
    private final Map<String, EventWatch> eventWatches = new HashMap<>();
    private final Map<String, NodeWatch> nodeWatches = new HashMap<>();
    private final Progress.Registration changes;
    private final Progress.Registration ruleChanges;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final ScheduledExecutorService work = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("alerts").daemon().factory());
    /** One thread for each way: a mail server that is slow holds up no webhook. */
    private final ScheduledExecutorService couriers = Executors.newScheduledThreadPool(Delivery.Way.values().length,
            Thread.ofPlatform().name("alert couriers").daemon().factory());
    private final Instant seenBefore;
    /** Rules that were on when this began: what happened before is looked for under them only. */
    private final Set<String> before = new HashSet<>();
    private Instant seenWritten;
    private Duration ahead = Duration.ZERO;

    @Activate
    public AlertWatcher(@Reference AlertBook book, @Reference Outbox outbox, @Reference Fleet fleet, @Reference LogStore store) throws ProblemException {
        this(book, outbox, fleet, store, InstantSource.system(), System::nanoTime);
        work.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        for (Delivery.Way way : Delivery.Way.values()) {
            Courier courier = courier(way);
            couriers.scheduleWithFixedDelay(() -> pass(courier), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    AlertWatcher(AlertBook book, Outbox outbox, Fleet fleet, LogStore store, InstantSource clock, LongSupplier nanos) throws ProblemException {
        this.book = book;
        this.outbox = outbox;
        this.fleet = fleet;
        this.store = store;
        this.clock = clock;
        tables = book.tables();
        time = new Timeline(clock, nanos);
        incidents = new Incidents(tables, time, id -> outbox.opened(id, clock.instant()));
        seenBefore = tables.seenUntil().orElseGet(time::wall);
        tables.seenUntil(time.wall().isBefore(seenBefore) ? time.wall() : seenBefore);
        seenWritten = time.now();
        tables.rules().stream().filter(AlertRule::enabled).forEach(rule -> before.add(rule.name()));
        changes = fleet.onChange(uuids -> submit(() -> changed(uuids)));
        ruleChanges = book.onChange(() -> submit(this::follow));
        submit(() -> {
            follow();
            ready.countDown();
        });
    }

    /** What tells of alerts on a way, by the time of this watch. */
    Courier courier(Delivery.Way way) {
        return new Courier(outbox, way, time);
    }

    private static void pass(Courier courier) {
        try {
            courier.pass();
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.WARNING, "what was told of alerts could not be kept", failed);
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "a part of the alerts failed", defect);
        }
    }

    @Override
    public void awaitReady() throws InterruptedException {
        ready.await();
    }

    private void submit(Runnable task) {
        if (!work.isShutdown()) {
            work.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException defect) {
                    LOG.log(System.Logger.Level.ERROR, "a part of the alerts failed", defect);
                }
            });
        }
    }

    /** Watches the rules that are on now, and no others. */
    private void follow() {
        try {
            Map<String, AlertRule> wanted = new HashMap<>();
            Map<String, AlertRule> known = new HashMap<>();
            tables.rules().forEach(rule -> known.put(rule.name(), rule));
            known.values().stream().filter(AlertRule::enabled).forEach(rule -> wanted.put(rule.name(), rule));
            for (AlertRule rule : List.copyOf(watched.values())) {
                AlertRule now = wanted.get(rule.name());
                if (now == null || !now.meansTheSameAs(rule)) {
                    end(rule);
                    if (!known.containsKey(rule.name())) {
                        incidents.forget(rule.name());
                    }
                }
            }
            book.broken().keySet().stream().filter(name -> !wanted.containsKey(name)).forEach(name -> book.broken(name, null));
            wanted.values().stream().filter(rule -> !watched.containsKey(rule.name())).forEach(this::begin);
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.WARNING, "the alert rules could not be read", failed);
        }
    }

    private void begin(AlertRule rule) {
        try {
            if (rule.kind() == AlertRule.Kind.NODES) {
                nodeWatches.put(rule.name(), new NodeWatch(rule, tables, incidents, fleet, time, clock.withZone(ZoneId.systemDefault())));
            } else {
                EventWatch watch = new EventWatch(rule, store, incidents, fleet, time);
                eventWatches.put(rule.name(), watch);
                watch.catchUp(store, before.contains(rule.name()) ? seenBefore : null);
            }
            watched.put(rule.name(), rule);
            book.broken(rule.name(), null);
        } catch (QueryException wrong) {
            book.broken(rule.name(), new Problem(TEXT.text("query.wrong", wrong.getMessage(), wrong.position() + 1), rule.query(), TEXT.text("rule.broken.cure")));
        } catch (ProblemException failed) {
            EventWatch half = eventWatches.remove(rule.name());
            if (half != null) {
                half.close();
            }
            book.broken(rule.name(), failed.problem());
        }
    }

    private void end(AlertRule rule) throws ProblemException {
        before.remove(rule.name());
        watched.remove(rule.name());
        EventWatch events = eventWatches.remove(rule.name());
        if (events != null) {
            events.close();
        }
        NodeWatch nodes = nodeWatches.remove(rule.name());
        if (nodes != null) {
            nodes.keep();
            incidents.release(rule.name());
        }
    }

    private void changed(List<String> uuids) {
        for (NodeWatch watch : nodeWatches.values()) {
            try {
                watch.changed(uuids);
            } catch (ProblemException failed) {
                LOG.log(System.Logger.Level.WARNING, "what an alert rule found could not be kept", failed);
            }
        }
    }

    /** Does what time brings: what lasted long enough is found, what stayed away is over, rules that could not be watched are tried again. */
    void tick() {
        try {
            jumped();
            for (NodeWatch watch : nodeWatches.values()) {
                watch.tick();
            }
            if (!book.broken().isEmpty()) {
                follow();
            }
            Instant now = time.now();
            if (Duration.between(seenWritten, now).compareTo(SEEN_EVERY) >= 0) {
                seenWritten = now;
                tables.seenUntil(time.wall());
                tables.prune();
            }
            if (incidents.settle(tables.rules())) {
                book.changed();
            }
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.WARNING, "what the alert rules found could not be kept", failed);
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "a part of the alerts failed", defect);
        }
    }

    private void jumped() throws ProblemException {
        Duration now = Duration.between(time.now(), time.wall());
        Duration by = now.minus(ahead);
        if (by.abs().compareTo(JUMP) > 0) {
            tables.shiftMutes(by);
            ahead = now;
        }
    }

    /** Does at once, on the thread that does it, what is waiting. For tests. */
    void settleNow() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        submit(() -> {
            tick();
            done.countDown();
        });
        done.await();
    }

    @Deactivate
    public void close() {
        changes.close();
        ruleChanges.close();
        work.shutdown();
        couriers.shutdownNow();
        try {
            work.awaitTermination(5, TimeUnit.SECONDS);
            couriers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        eventWatches.values().forEach(EventWatch::close);
        try {
            for (NodeWatch watch : nodeWatches.values()) {
                watch.keep();
            }
            incidents.settle(tables.rules());
            tables.seenUntil(time.wall());
        } catch (ProblemException failed) {
            LOG.log(System.Logger.Level.WARNING, "what the alert rules found could not be kept", failed);
        }
    }
}
