package org.bancada.log.elastic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.alert.internal.AlertBook;
import org.bancada.alert.internal.AlertWatcher;
import org.bancada.alert.internal.Outbox;
import org.bancada.core.DataFolder;
import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.fleet.Registration;
import org.bancada.fleet.internal.Inventory;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules on events find on Elasticsearch what they find on the embedded store. */
@Timeout(200)
class ElasticAlertsTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final List<AlertRule> RULES = List.of(AlertRule.events("guessing", "message: \"Failed password\"", 10, WINDOW, AlertRule.NODE),
            AlertRule.events("addresses", "app: sshd and not message: accepted", 3, WINDOW, "from"), AlertRule.events("panic", "panic or level >= 6", 1, WINDOW, ""));

    @TempDir
    private Path root;
    private long events;

    /** The alerts of one data folder. */
    private static final class Watched implements AutoCloseable {
        final SqliteDatabase database;
        final Inventory fleet;
        final AlertBook book;
        final AlertWatcher watcher;

        Watched(Path root, LogStore store) throws Exception {
            DataFolder folder = new DataFolder(Files.createDirectories(root));
            database = new SqliteDatabase(folder);
            fleet = new Inventory(database);
            fleet.register(List.of(new Registration("00000000-0000-4000-8000-000000000001", "le1-01", new Place("Central", "IC", "le1", "1"), "", 0, "")));
            StoredAuditLog audit = new StoredAuditLog(database);
            book = new AlertBook(database, audit);
            Outbox outbox = new Outbox(book, new StoredSettings(database), new KeyStoreSecrets(folder), audit);
            watcher = new AlertWatcher(book, outbox, fleet, store);
            watcher.awaitReady();
        }

        void rules() throws Exception {
            for (AlertRule rule : RULES) {
                var add = book.add(rule);
                add.run(add.plan(), Progress.none());
            }
            // Rules are begun one after the other: a change of none comes after them.
            await(() -> book.broken().isEmpty());
        }

        List<Alert> of(String rule) throws Exception {
            return book.alerts(true, 1_000).stream().filter(alert -> alert.rule().equals(rule)).toList();
        }

        /** Everything that does not depend on when it was asked. */
        TreeMap<String, String> told() throws Exception {
            TreeMap<String, String> told = new TreeMap<>();
            for (Alert alert : book.alerts(true, 1_000)) {
                told.put(alert.rule() + " " + alert.causes(), alert.count() + " " + alert.state() + " " + alert.room() + " " + alert.evidence());
            }
            return told;
        }

        @Override
        public void close() {
            watcher.close();
            fleet.close();
            database.close();
        }
    }

    /** Waits for what other threads do. */
    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "in vain");
            LockSupport.parkNanos(20_000_000);
        }
    }

    private NewEvent event(String node, String fields, String message, Instant time) {
        return new NewEvent("a" + events++, "syslog", true,
                "{\"host\":\"" + node + "\"," + fields + "\"message\":\"" + message + "\",\"@timestamp\":\"" + time + "\"}", Instant.now());
    }

    private List<NewEvent> tries(String node, int number) {
        List<NewEvent> some = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            some.add(event(node, "\"app\":\"sshd\",\"from\":\"10.1.1." + i % 4 + "\",", "Failed password for root", Instant.now()));
        }
        return some;
    }

    @Test
    void rulesFindTheSameOnBothStores() throws Exception {
        LuceneLogStore embedded = new LuceneLogStore(new DataFolder(Files.createDirectories(root.resolve("embedded"))));
        try (Elasticsearch server = new Elasticsearch(Files.createDirectories(root.resolve("elasticsearch")));
                ElasticLogStore elastic = new ElasticLogStore(server.address("alerts"), new char[0], InstantSource.system());
                Watched here = new Watched(root.resolve("here"), embedded);
                Watched there = new Watched(root.resolve("there"), elastic)) {
            here.rules();
            there.rules();
            Instant old = Instant.now().minus(Duration.ofDays(2));
            List<NewEvent> all = new ArrayList<>(tries("le1-01", 12));
            all.addAll(tries("other", 9));
            for (int i = 0; i < 30; i++) {
                all.add(event("slow", "", "Failed password", old.plus(Duration.ofMinutes(i))));
                all.add(event("late", "", "Failed password", old.plusSeconds(i * 3)));
            }
            all.add(event("le1-01", "\"level\":\"7\",", "all is well", Instant.now()));
            all.add(event("le1-01", "\"level\":5,", "not worth a word", Instant.now()));
            all.add(event("le1-01", "", "Kernel Panic - not syncing", Instant.now()));
            for (List<NewEvent> batch : List.of(all.subList(0, 40), all.subList(40, all.size()))) {
                assertEquals(embedded.add(batch), elastic.add(batch));
            }
            for (Watched one : List.of(here, there)) {
                await(() -> one.told().toString().contains("late") && one.of("panic").stream().mapToLong(Alert::count).sum() == 2);
            }
            assertEquals(here.told(), there.told());
            assertTrue(there.told().containsKey("guessing [le1-01]") && !there.told().toString().contains("slow"), there.told().toString());
        } finally {
            embedded.close();
        }
    }

    @Test
    void whatCameWhileNobodyWatchedAndAfterTheServerWasAwayIsFoundOnce() throws Exception {
        try (Elasticsearch server = new Elasticsearch(Files.createDirectories(root.resolve("elasticsearch")))) {
            try (ElasticLogStore elastic = new ElasticLogStore(server.address("alerts"), new char[0], InstantSource.system());
                    Watched watched = new Watched(root.resolve("data"), elastic)) {
                watched.rules();
                elastic.add(tries("told", 10));
                await(() -> watched.of("guessing").size() == 1);
            }
            try (ElasticLogStore shipper = new ElasticLogStore(server.address("alerts"), new char[0], InstantSource.system())) {
                shipper.add(tries("unwatched", 10));
            }
            try (ElasticLogStore elastic = new ElasticLogStore(server.address("alerts"), new char[0], InstantSource.system());
                    Watched watched = new Watched(root.resolve("data"), elastic)) {
                await(() -> watched.of("guessing").stream().anyMatch(alert -> alert.causes().contains("unwatched")));
                assertEquals(1, watched.of("guessing").stream().filter(alert -> alert.causes().contains("told")).count(), "told once");
                server.stop();
                server.start();
                await(() -> {
                    try {
                        return elastic.add(tries("back", 1)).size() == 1;
                    } catch (org.bancada.core.ProblemException stillAway) {
                        return false;
                    }
                });
                try (ElasticLogStore shipper = new ElasticLogStore(server.address("alerts"), new char[0], InstantSource.system())) {
                    shipper.add(tries("another program's", 10));
                }
                elastic.add(tries("back", 10));
                await(() -> watched.of("guessing").stream().anyMatch(alert -> alert.causes().contains("back")));
                await(() -> watched.of("guessing").stream().anyMatch(alert -> alert.causes().contains("another program's")));
            }
        }
    }

    @Test
    void aRuleBeginsToWorkWhenTheServerThatWasAwayAnswers() throws Exception {
        try (Elasticsearch server = new Elasticsearch(Files.createDirectories(root.resolve("elasticsearch")));
                ElasticLogStore elastic = new ElasticLogStore(server.address("alerts"), new char[0], InstantSource.system());
                Watched watched = new Watched(root.resolve("data"), elastic)) {
            elastic.add(tries("before", 1));
            server.stop();
            for (AlertRule rule : RULES) {
                var add = watched.book.add(rule);
                add.run(add.plan(), Progress.none());
            }
            server.start();
            await(() -> {
                try {
                    elastic.add(tries("after", 10));
                    return watched.of("guessing").stream().anyMatch(alert -> alert.causes().contains("after"));
                } catch (org.bancada.core.ProblemException stillAway) {
                    return false;
                }
            });
            assertTrue(watched.book.broken().isEmpty(), watched.book.broken().toString());
        }
    }
}
