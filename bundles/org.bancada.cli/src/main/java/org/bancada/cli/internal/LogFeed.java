package org.bancada.cli.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.bancada.cli.Json;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.fleet.Fleet;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.RetentionRules;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Enters changes of facts (kind {@code change}) and the audit log (kind {@code audit}) into the store of logs, each once by its number, and lets
 * what is too old go. How far it was is a setting that is written after the store has taken the events: a killed program enters some of them
 * again, which changes nothing.
 */
@Component(service = LogFeed.class)
public final class LogFeed {
    static final String CHANGE = "change";
    static final String AUDIT = "audit";
    private static final System.Logger LOG = System.getLogger(LogFeed.class.getName());
    private static final String POSITION = "log.feed.change";
    private static final String RETAINED = "log.retention.last";
    private static final int BATCH = 500;
    private static final String AUDITED = "log.feed.audit";
    private static final int MOST_RUNNING = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration RETAIN = Duration.ofHours(1);
    /** A clock that runs ahead must not take the logs with it. */
    private static final Duration TRUST = Duration.ofDays(1);

    private final Fleet fleet;
    private final AuditLog audit;
    private final LogStore store;
    private final Settings settings;
    private final InstantSource clock;
    private final Progress.Registration changes;
    private final AtomicBoolean due = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("log feed").daemon().factory());

    @Activate
    public LogFeed(@Reference Fleet fleet, @Reference AuditLog audit, @Reference LogStore store, @Reference Settings settings) {
        this(fleet, audit, store, settings, InstantSource.system());
        timer.scheduleWithFixedDelay(this::feed, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::retain, RETAIN.toMillis() / 10, RETAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    LogFeed(Fleet fleet, AuditLog audit, LogStore store, Settings settings, InstantSource clock) {
        this.fleet = fleet;
        this.audit = audit;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        changes = fleet.onChange(uuids -> soon());
    }

    private void soon() {
        if (due.compareAndSet(false, true) && !timer.isShutdown()) {
            timer.schedule(this::feed, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Enters what is new; what cannot be entered now is tried again. */
    void feed() {
        due.set(false);
        try {
            changes();
            audit();
        } catch (ProblemException | IOException | RuntimeException later) {
            LOG.log(System.Logger.Level.WARNING, "changes could not be entered into the logs", later);
        }
    }

    private void changes() throws ProblemException, IOException {
        long position = Long.parseLong(settings.get(POSITION, "0"));
        while (true) {
            List<Fleet.NumberedChange> some = fleet.changesAfter(position, BATCH);
            if (some.isEmpty()) {
                return;
            }
            List<NewEvent> events = new ArrayList<>();
            for (Fleet.NumberedChange one : some) {
                events.add(event(one));
            }
            store.add(events);
            position = some.getLast().number();
            settings.put(POSITION, Long.toString(position));
        }
    }

    private NewEvent event(Fleet.NumberedChange one) throws IOException {
        String uuid = one.change().uuid();
        Node node = fleet.node(uuid).orElse(null);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("@timestamp", one.change().when());
        json.put("host", node == null ? uuid : node.name());
        json.put("uuid", uuid);
        json.put("place", node == null ? "" : node.place().toString());
        json.put("fact", one.change().fact());
        json.put("before", one.change().before());
        json.put("after", one.change().after());
        json.put("message", one.change().fact() + ": " + shown(one.change().before()) + " → " + shown(one.change().after()));
        return new NewEvent(CHANGE + "-" + one.number(), CHANGE, true, Json.text(json), clock.instant());
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(none)" : value;
    }

    /**
     * Each action is entered when it begins and once more when it ends, in the same place. Remembered is how far that was and which actions had not
     * ended: what retention has removed since does not return.
     */
    private void audit() throws ProblemException, IOException {
        List<Long> before = numbers(settings.get(AUDITED, ""));
        long position = before.isEmpty() ? 0 : before.getFirst();
        List<Long> running = new ArrayList<>(before.subList(Math.min(1, before.size()), before.size()));
        List<AuditEntry> ended = new ArrayList<>();
        for (long id : running) {
            audit.after(id - 1, 1).stream().filter(entry -> entry.id() == id && !entry.result().isEmpty()).forEach(ended::add);
        }
        if (!ended.isEmpty()) {
            enter(ended);
            ended.forEach(entry -> running.remove((Object) entry.id()));
            remember(position, running);
        }
        for (List<AuditEntry> some = audit.after(position, BATCH); !some.isEmpty(); some = audit.after(position, BATCH)) {
            enter(some);
            some.stream().filter(entry -> entry.result().isEmpty()).forEach(entry -> running.add(entry.id()));
            position = some.getLast().id();
            remember(position, running);
        }
    }

    private void remember(long position, List<Long> running) throws ProblemException {
        // What a killed program has begun never ends: the oldest are given up.
        if (running.size() > MOST_RUNNING) {
            running.subList(0, running.size() - MOST_RUNNING).clear();
        }
        settings.put(AUDITED, position + running.stream().map(id -> " " + id).collect(Collectors.joining()));
    }

    private static List<Long> numbers(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> word.matches("\\d{1,18}")).map(Long::valueOf).toList();
    }

    private void enter(List<AuditEntry> entries) throws ProblemException, IOException {
        List<NewEvent> events = new ArrayList<>();
        for (AuditEntry entry : entries) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("@timestamp", entry.when());
            json.put("who", entry.who());
            json.put("what", entry.what());
            json.put("host", entry.nodes());
            json.put("why", entry.why());
            json.put("result", entry.result());
            json.put("message", entry.who() + ": " + entry.what() + (entry.result().isEmpty() ? "" : " | " + entry.result()));
            events.add(new NewEvent(AUDIT + "-" + entry.id(), AUDIT, false, Json.text(json), clock.instant()));
        }
        store.add(events);
    }

    /** Lets go what the rules do not keep. */
    void retain() {
        try {
            Instant now = clock.instant();
            List<Event> newest = store.newest(new LogQuery(Query.parse("*"), null, now.plusMillis(1)), 1, Progress.none());
            if (newest.isEmpty()) {
                return;
            }
            Instant trusted = trusted(now, newest.getFirst().time());
            settings.put(RETAINED, Long.toString(trusted.getEpochSecond()));
            long removed = store.retain(RetentionRules.of(settings.get(RetentionRules.SETTING)).rules(), trusted, true, Progress.none());
            if (removed > 0) {
                audit.append("Bancada", "logs retention", List.of(), "", removed + " events removed");
            }
        } catch (ProblemException | QueryException | RuntimeException later) {
            LOG.log(System.Logger.Level.WARNING, "old logs could not be removed", later);
        }
    }

    /** Not later than a day after the newest event, which may itself come from a clock that is ahead, nor than a day after the run before. */
    private Instant trusted(Instant now, Instant newest) throws ProblemException {
        Instant latest = newest.plus(TRUST);
        String before = settings.get(RETAINED, "");
        if (before.matches("\\d{1,12}")) {
            Instant next = Instant.ofEpochSecond(Long.parseLong(before)).plus(TRUST);
            latest = next.isBefore(latest) ? next : latest;
        }
        return now.isBefore(latest) ? now : latest;
    }

    @Deactivate
    public void close() {
        changes.close();
        timer.shutdownNow();
    }
}
