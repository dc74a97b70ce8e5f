package org.bancada.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.bancada.core.DataFolder;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.fleet.internal.Inventory;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.NewEvent;
import org.bancada.log.Retention;
import org.bancada.log.RetentionRules;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFeedTest {
    private static final Instant NOW = Instant.parse("2026-01-05T22:00:00Z");
    private static final String UUID = "00000000-0000-4000-8000-000000000001";
    @TempDir
    Path root;
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private SqliteDatabase database;
    private Inventory fleet;
    private StoredAuditLog audit;
    private StoredSettings settings;
    private LuceneLogStore store;
    private LogFeed feed;

    @BeforeEach
    void open() throws Exception {
        DataFolder folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        fleet = new Inventory(database, clock::get);
        audit = new StoredAuditLog(database);
        settings = new StoredSettings(database);
        store = new LuceneLogStore(folder);
        feed = new LogFeed(fleet, audit, store, settings, clock::get);
    }

    @AfterEach
    void close() throws Exception {
        feed.close();
        store.close();
        fleet.close();
        database.close();
    }

    private void report(int memoryKib) throws Exception {
        String body = "---- cat /proc/meminfo ----\nMemTotal:        " + memoryKib + " kB\nMemAvailable:    1000 kB\n";
        fleet.accept(UUID, InetAddress.getLoopbackAddress(), body.getBytes(StandardCharsets.UTF_8));
    }

    private List<Event> events(String query) throws Exception {
        return store.newest(LogQuery.of(Query.parse(query)), 100, Progress.none());
    }

    @Test
    void aChangeOfAFactBecomesAnEventOnceAlsoAfterACrash() throws Exception {
        report(8_000_000);
        report(4_000_000);
        feed.feed();
        List<Event> changes = events("_index: change and fact: ram.kib and before: 8000000");
        assertEquals(1, changes.size(), events("*").toString());
        assertTrue(changes.getFirst().message().contains("8000000 → 4000000"), changes.getFirst().json());
        int all = events("_index: change").size();
        // Killed between the store and the note of how far it was.
        settings.put("log.feed.change", "0");
        feed.feed();
        assertEquals(all, events("_index: change").size());
        report(8_000_000);
        feed.feed();
        assertTrue(events("_index: change").size() > all);
    }

    @Test
    void anActionIsEnteredOnceAndWithItsEnd() throws Exception {
        long id = audit.begin("ana", "run \"uptime\"", List.of("le1-01", "le1-02"), "");
        feed.feed();
        feed.feed();
        assertEquals(1, events("_index: audit and host: le1-02").size());
        audit.end(id, "2 done");
        feed.feed();
        Event entry = events("_index: audit and who: ana").getFirst();
        assertEquals(1, events("_index: audit").size());
        assertTrue(entry.message().contains("2 done") && entry.values("host").contains("le1-01"), entry.json());
    }

    private void restart() throws Exception {
        feed.close();
        feed = new LogFeed(fleet, audit, store, settings, clock::get);
    }

    @Test
    void noActionIsMissedHoweverManyThereAreBetweenTwoLooks() throws Exception {
        long running = audit.begin("ana", "image build", List.of(), "");
        for (int i = 0; i < 1_200; i++) {
            audit.append("ana", "wake", List.of("le1-01"), "", "action " + i);
        }
        feed.feed();
        assertEquals(1_201, store.count(LogQuery.of(Query.parse("_index: audit")), Progress.none()));
        assertEquals(1, events("result: \"action 0\"").size());
        for (int i = 0; i < 700; i++) {
            audit.append("ana", "wake", List.of("le1-01"), "", "later " + i);
        }
        audit.end(running, "done after all");
        restart();
        feed.feed();
        assertEquals(1_901, store.count(LogQuery.of(Query.parse("_index: audit")), Progress.none()));
        assertEquals(1, events("result: \"done after all\"").size(), "its beginning is hundreds of actions ago, and the program was restarted");
    }

    @Test
    void whatRetentionRemovedDoesNotReturnAfterARestart() throws Exception {
        audit.append("ana", "wake", List.of("le1-01"), "", "done");
        feed.feed();
        assertEquals(1, events("_index: audit").size());
        store.retain(List.of(new Retention("*", Duration.ZERO, 0)), Instant.now().plusSeconds(60), true, Progress.none());
        assertEquals(0, events("_index: audit").size());
        restart();
        feed.feed();
        assertEquals(0, events("_index: audit").size());
        audit.append("ana", "wake", List.of("le1-01"), "", "again");
        feed.feed();
        assertEquals(1, events("_index: audit").size());
    }

    @Test
    void whatIsTooOldGoesByItselfUnlessTheClockIsWrong() throws Exception {
        List<NewEvent> some = new ArrayList<>();
        for (int days = 0; days < 400; days += 100) {
            some.add(new NewEvent("d" + days, "syslog", true, "{\"message\":\"x\",\"@timestamp\":\"" + NOW.minus(Duration.ofDays(days)) + "\"}", NOW));
        }
        some.add(new NewEvent("old change", "change", true, "{\"message\":\"x\",\"@timestamp\":\"" + NOW.minus(Duration.ofDays(400)) + "\"}", NOW));
        some.add(new NewEvent("far", "syslog", true, "{\"message\":\"x\",\"@timestamp\":\"9999-01-01T00:00:00Z\"}", NOW));
        store.add(some);
        feed.retain();
        assertEquals(List.of("far", "d0", "d100"), events("_index: syslog").stream().map(Event::id).toList(), "half a year, and what claims to come from the future");
        assertEquals(1, events("_index: change").size(), "two years");
        assertTrue(audit.entries(Query.parse("what: logs*"), 1).getFirst().result().startsWith("2 "));
        clock.set(NOW.plus(Duration.ofDays(36_500)));
        feed.retain();
        assertEquals(3, events("_index: syslog").size(), "a clock that runs ahead takes nothing with it");
        store.add(List.of(new NewEvent("now", "audit", true, "{\"message\":\"done while the clock was ahead\"}", clock.get())));
        feed.retain();
        assertEquals(3, events("_index: syslog").size(), "nor does an event of that time");
        settings.put(RetentionRules.SETTING, RetentionRules.of(Optional.empty()).with(new Retention("syslog", Duration.ofDays(50), 0)).text());
        clock.set(NOW);
        feed.retain();
        assertEquals(2, events("_index: syslog").size());
    }

    @Test
    void rulesAreReadAsTheyAreWrittenAndDamageRemovesNothing() {
        RetentionRules rules = RetentionRules.of(Optional.empty()).with(new Retention("web-*", Duration.ofDays(7), 5)).with(new Retention("syslog", null, 9));
        assertEquals(rules, RetentionRules.of(Optional.of(rules.text())));
        assertEquals("syslog", rules.rules().getFirst().kind());
        assertEquals("*", rules.rules().getLast().kind());
        assertEquals(List.of(), RetentionRules.of(Optional.of("* -1 0\n* 5\n\u0000\n* 99999999999999 0\n")).rules());
    }
}
