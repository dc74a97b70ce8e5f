package org.bancada.cli.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.bancada.cli.internal.TestVerbs;
import org.bancada.core.DataFolder;
import org.bancada.core.Progress;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.bancada.log.internal.SavedBook;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved searches from the command line. */
class SavedVerbsTest {
    private final TestVerbs verbs = AllVerbs.in(new TestVerbs());
    private final List<Event> events = List.of(event("1", "sshd", "session opened"), event("2", "sshd", "login failed"), event("3", "cron", "job failed"));
    @TempDir
    private Path root;
    private SqliteDatabase database;
    private SavedBook book;
    private LogQuery asked;

    private static Event event(String id, String app, String message) {
        return new Event(id, "syslog", Instant.parse("2026-11-20T12:00:00Z"), 0, "{\"host\":\"le1-01\",\"app\":\"" + app + "\",\"message\":\"" + message + "\"}");
    }

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(new DataFolder(root));
        book = new SavedBook(database, new StoredAuditLog(database));
        verbs.engine(SavedSearches.class, book);
        verbs.engine(LogStore.class, (LogStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {LogStore.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("problems")) {
                return List.of();
            }
            asked = (LogQuery) arguments[0];
            List<Event> found = events.stream().filter(event -> asked.query().matches(event)).toList();
            return method.getName().equals("count") ? (Object) (long) found.size() : found;
        }));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSavedSearchIsRunWithItsTimeAndItsColumns() {
        assertEquals(0, verbs.run("logs", "save", "failures", "message: failed", "--since", "7d", "--columns", "app,pid"));
        assertEquals("", verbs.out() + verbs.err());
        assertEquals(0, verbs.run("logs", "search", "--saved", "Failures"));
        List<String> lines = verbs.out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getLast().endsWith("  le1-01  sshd  -  login failed"), lines.toString());
        Duration back = Duration.between(asked.from(), Instant.now());
        assertTrue(back.compareTo(Duration.ofDays(7)) >= 0 && back.compareTo(Duration.ofDays(7).plusMinutes(10)) < 0, back.toString());
        assertEquals(0, verbs.run("logs", "search", "--saved", "failures", "app: cron", "--since", "1h", "--count"));
        assertEquals("1\n", verbs.out());
        assertTrue(asked.from().isAfter(Instant.now().minus(Duration.ofMinutes(70))), "its time can be replaced");
    }

    @Test
    void itSeesWhatTheWindowSaved() throws Exception {
        SavedSearch search = new SavedSearch("logins", "", List.of(new SavedSearch.Condition("app", "sshd", false, true), new SavedSearch.Condition("app", "cron", true, false)),
                SavedSearch.Times.ALL, List.of(new SavedSearch.Column("app", 90)));
        book.save(search).run(book.save(search).plan(), Progress.none());
        assertEquals(0, verbs.run("logs", "search", "--saved", "logins", "--count"));
        assertEquals("2\n", verbs.out());
        assertEquals(0, verbs.run("logs", "saved"));
        assertEquals("""
                NAME    TIME  QUERY      COLUMNS
                logins  -     app: sshd  app
                """, verbs.out());
        assertEquals(0, verbs.run("logs", "saved", "--json"));
        assertEquals("[{\"name\":\"logins\",\"problem\":null,\"query\":\"\",\"conditions\":[{\"field\":\"app\",\"value\":\"sshd\",\"negated\":false,\"enabled\":true},"
                + "{\"field\":\"app\",\"value\":\"cron\",\"negated\":true,\"enabled\":false}],\"wholeQuery\":\"app: sshd\",\"lastSeconds\":null,\"from\":null,\"to\":null,"
                + "\"columns\":[{\"field\":\"app\",\"width\":90}]}]\n", verbs.out());
    }

    @Test
    void nothingIsLostWithoutAPlan() throws Exception {
        assertEquals(0, verbs.run("logs", "save", "night", "message: opened"));
        assertEquals(0, verbs.run("logs", "save", "night", "message: failed", "--dry-run"));
        assertTrue(verbs.out().contains("The search night as it is now: message: opened"));
        assertEquals(0, verbs.run("logs", "rename", "night", "nights"));
        verbs.types("n\n");
        assertEquals(1, verbs.run("logs", "forget", "nights"));
        assertEquals(List.of("nights"), book.list().stream().map(SavedSearch::name).toList());
        verbs.types("y\n");
        assertEquals(0, verbs.run("logs", "forget", "nights"));
        assertEquals(List.of(), book.list());
        verbs.out();
        verbs.err();
        assertEquals(0, verbs.run("logs", "saved"));
        assertTrue(verbs.err().contains("logs save --help"));
    }

    @Test
    void whatIsWrongIsSaidWhereItIs() throws Exception {
        assertEquals(2, verbs.run("logs", "save", "a", "message: ("));
        assertEquals(2, verbs.run("logs", "save", "a", "--since", "never"));
        assertEquals(2, verbs.run("logs", "save", "a", "--since", "7d", "--until", "2026-11-20"));
        assertTrue(verbs.err().contains("--until"));
        assertEquals(2, verbs.run("logs", "save", "a", "--since", "1M"), "it would stay as it is today");
        assertEquals(2, verbs.run("logs", "save", "a", "--until", "now-1d"));
        assertTrue(verbs.err().contains("7d"));
        assertEquals(1, verbs.run("logs", "save", "a/b"));
        assertEquals(1, verbs.run("logs", "save", "a", "--columns", "x,x"));
        assertEquals(1, verbs.run("logs", "search", "--saved", "nobody"));
        assertTrue(verbs.err().contains("bancada logs saved"));
        database.execute(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO saved_search (name, query, last, since, until) VALUES ('garbled', '(', NULL, NULL, NULL)");
            }
        });
        assertEquals(0, verbs.run("logs", "saved"));
        assertTrue(verbs.err().contains("garbled"));
        assertEquals(1, verbs.run("logs", "search", "--saved", "garbled"));
    }
}
