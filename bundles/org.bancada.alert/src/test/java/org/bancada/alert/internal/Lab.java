package org.bancada.alert.internal;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLSocketFactory;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.core.DataFolder;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.fleet.Registration;
import org.bancada.fleet.internal.Inventory;
import org.bancada.log.NewEvent;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;

/** The engines on one data folder, with a clock that the test sets and a time that passes when it says so. */
final class Lab implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    final AtomicReference<Instant> clock;
    final AtomicLong nanos = new AtomicLong(77);
    final SqliteDatabase database;
    final Inventory fleet;
    final LuceneLogStore store;
    final StoredAuditLog audit;
    final AlertBook book;
    final Outbox outbox;
    final AlertWatcher watcher;
    private long events;

    Lab(Path root, Instant now) throws Exception {
        this(root, now, null);
    }

    /** @param tls whom the mail sender trusts */
    Lab(Path root, Instant now, SSLSocketFactory tls) throws Exception {
        clock = new AtomicReference<>(now);
        DataFolder folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        fleet = new Inventory(database, clock::get);
        store = new LuceneLogStore(folder);
        audit = new StoredAuditLog(database);
        book = new AlertBook(database, audit, clock::get);
        outbox = new Outbox(book, new StoredSettings(database), new KeyStoreSecrets(folder), audit, tls, Duration.ofSeconds(60));
        watcher = new AlertWatcher(book, outbox, fleet, store, clock::get, nanos::get);
        watcher.awaitReady();
    }

    /** Lets time pass, as the clock shows it too. */
    void pass(Duration time) throws Exception {
        nanos.addAndGet(time.toNanos());
        clock.updateAndGet(now -> now.plus(time));
        watcher.settleNow();
    }

    /** Sets the clock; no time passes. */
    void setClock(Instant now) throws Exception {
        clock.set(now);
        watcher.settleNow();
    }

    void done(Operation<?> operation) throws Exception {
        operation.run(operation.plan(), Progress.none());
        watcher.settleNow();
    }

    void rule(AlertRule rule) throws Exception {
        done(book.add(rule));
    }

    static String uuid(int number) {
        return "00000000-0000-4000-8000-" + String.format("%012d", number);
    }

    /** Nodes le1-01, le1-02, ... of one room. */
    void nodes(String room, int from, int count) throws Exception {
        List<Registration> some = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            some.add(new Registration(uuid(i), String.format("%s-%02d", room, i), new Place("Central", "IC", room, "s" + i), "", 0, ""));
        }
        fleet.register(some);
        watcher.settleNow();
    }

    void memory(int node, int kib) throws Exception {
        report(node, "---- cat /proc/meminfo ----\nMemTotal:        " + kib + " kB\nMemAvailable:    1000 kB\n");
    }

    void report(int node, String body) throws Exception {
        fleet.accept(uuid(node), InetAddress.getByName("127.0.0." + (node % 200 + 1)), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Events that the node stamped with a time of its own. */
    void log(String node, String message, Instant time, int count) throws Exception {
        List<NewEvent> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            some.add(new NewEvent("e" + clock.get().toEpochMilli() + "-" + nanos.get() + "-" + events++, "syslog", true,
                    "{\"host\":\"" + node + "\",\"message\":\"" + message + "\",\"@timestamp\":\"" + time + "\"}", clock.get()));
        }
        store.add(some);
    }

    /** All alerts, newest first, as the program would list them now. */
    List<Alert> alerts() throws Exception {
        watcher.settleNow();
        return book.alerts(true, 1000);
    }

    List<Alert> of(String rule) throws Exception {
        return alerts().stream().filter(alert -> alert.rule().equals(rule)).toList();
    }

    /** Waits for what other threads do. The test's timeout ends it. */
    static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Override
    public void close() {
        watcher.close();
        store.close();
        fleet.close();
        database.close();
    }
}
