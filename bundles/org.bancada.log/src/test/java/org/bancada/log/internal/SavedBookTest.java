package org.bancada.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.bancada.core.DataFolder;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.SavedSearch;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches that are kept under a name. */
class SavedBookTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final SavedSearch FAILURES = new SavedSearch("Failures", "message: failed or message: panic",
            List.of(new SavedSearch.Condition("app", "sshd", false, true), new SavedSearch.Condition("host", "le1-01", true, true),
                    new SavedSearch.Condition("app", "cron", true, false)),
            SavedSearch.Times.last(Duration.ofDays(7)), List.of(new SavedSearch.Column("severity", 90), new SavedSearch.Column(Event.TIME, 200)));
    @TempDir
    private Path root;
    private SqliteDatabase database;
    private StoredAuditLog audit;
    private SavedBook book;

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(new DataFolder(root));
        audit = new StoredAuditLog(database);
        book = new SavedBook(database, audit);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void done(Operation<?> operation) throws ProblemException {
        operation.run(operation.plan(), Progress.none());
    }

    private static SavedSearch search(String name, String query) {
        return new SavedSearch(name, query, List.of(), SavedSearch.Times.ALL, List.of());
    }

    @Test
    void aSearchOutlivesARestartWithAllThatBelongsToIt() throws Exception {
        SavedSearch morning = new SavedSearch("the morning", "", List.of(), new SavedSearch.Times(null, NOON.minusSeconds(3600), NOON), List.of());
        done(book.save(FAILURES));
        done(book.save(morning));
        close();
        open();
        assertEquals(List.of(FAILURES, morning), book.list());
        assertEquals(Optional.of(FAILURES), book.find("failures"), "the case of a name does not matter");
        assertEquals(Optional.empty(), book.find("other"));
        assertEquals(2, audit.entries(Query.parse("what: logs*"), 5).size());
    }

    @Test
    void itAsksForWhatCountsSeenFromNow() throws Exception {
        LogQuery asked = FAILURES.at(NOON);
        assertEquals("(message: failed or message: panic) and app: sshd and not host: le1-01", asked.query().text());
        assertEquals(NOON.minus(Duration.ofDays(7)), asked.from());
        assertEquals("*", search("all", "").at(NOON).query().text());
        assertEquals(List.of("node", "severity", Event.TIME, "message"), FAILURES.shownColumns().stream().map(SavedSearch.Column::field).toList());
        assertEquals(List.of(Event.TIME, "node", "message"), search("all", "").shownColumns().stream().map(SavedSearch.Column::field).toList());
    }

    @Test
    void oneIsReplacedOnlyByAPlanThatSaysSo() throws Exception {
        Operation<Void> first = book.save(search("Night", "a"));
        Plan unaware = first.plan();
        assertEquals(List.of(), unaware.losses());
        done(book.save(search("night", "b")));
        assertThrows(ProblemException.class, () -> first.run(unaware, Progress.none()), "somebody was faster");
        assertEquals("b", book.find("night").orElseThrow().query());
        Plan aware = first.plan();
        assertTrue(aware.losses().getFirst().contains("b"), aware.toString());
        first.run(aware, Progress.none());
        assertEquals(List.of(search("Night", "a")), book.list());
        assertTrue(first.plan().isEmpty(), "twice is as good as once");
    }

    @Test
    void aSearchIsRenamedAndRemovedWithItsParts() throws Exception {
        AtomicInteger told = new AtomicInteger();
        try (Progress.Registration live = book.onChange(told::incrementAndGet)) {
            done(book.save(FAILURES));
            done(book.save(search("other", "b")));
            assertThrows(ProblemException.class, () -> book.rename("failures", "OTHER").plan());
            assertThrows(ProblemException.class, () -> book.rename("nobody", "x").plan());
            done(book.rename("failures", "FAILURES"));
            done(book.rename("FAILURES", "Logins"));
            assertEquals(FAILURES.named("Logins"), book.find("logins").orElseThrow());
            assertEquals(1, book.remove("logins").plan().losses().size());
            done(book.remove("logins"));
            assertThrows(ProblemException.class, () -> book.remove("logins").plan());
        }
        assertEquals(5, told.get());
        assertEquals(List.of(search("other", "b")), book.list());
        done(book.save(search("Logins", "")));
        assertEquals(List.of(), book.find("Logins").orElseThrow().conditions(), "nothing of the removed one is left");
    }

    @Test
    void whatCannotBeKeptIsRefusedWithItsReason() throws Exception {
        String much = "x".repeat(SavedSearch.LONGEST + 1);
        for (String name : List.of("", " a", "a/b", "x".repeat(65), "a\nb")) {
            refused(search(name, ""));
        }
        refused(search("a", "message: ("));
        refused(search("a", "a) or (b"));
        refused(search("a", much));
        refused(new SavedSearch("a", "", List.of(new SavedSearch.Condition("", "x", false, true)), SavedSearch.Times.ALL, List.of()));
        refused(new SavedSearch("a", "", List.of(new SavedSearch.Condition("f", much, false, false)), SavedSearch.Times.ALL, List.of()));
        refused(new SavedSearch("a", "", Collections.nCopies(101, new SavedSearch.Condition("f", "x", false, true)), SavedSearch.Times.ALL, List.of()));
        refused(new SavedSearch("a", "", List.of(), SavedSearch.Times.last(Duration.ZERO), List.of()));
        refused(new SavedSearch("a", "", List.of(), SavedSearch.Times.last(Duration.ofDays(100_000)), List.of()));
        refused(new SavedSearch("a", "", List.of(), new SavedSearch.Times(Duration.ofDays(1), NOON, null), List.of()));
        refused(new SavedSearch("a", "", List.of(), new SavedSearch.Times(null, NOON, NOON), List.of()));
        refused(new SavedSearch("a", "", List.of(), new SavedSearch.Times(null, Instant.MIN, null), List.of()));
        refused(new SavedSearch("a", "", List.of(), SavedSearch.Times.ALL, List.of(new SavedSearch.Column("f", -1))));
        refused(new SavedSearch("a", "", List.of(), SavedSearch.Times.ALL, List.of(new SavedSearch.Column("f", 9), new SavedSearch.Column("f", 9))));
        assertEquals(List.of(), book.list());
    }

    private void refused(SavedSearch search) {
        ProblemException refused = assertThrows(ProblemException.class, () -> book.save(search).plan(), search.toString());
        assertTrue(!refused.problem().what().startsWith("!") && !refused.problem().cure().startsWith("!"), refused.problem().toString());
    }

    @Test
    void thereIsABoundOnTheirNumber() throws Exception {
        for (int i = 0; i < 500; i++) {
            done(book.save(search("s" + i, "")));
        }
        assertEquals("s10", book.list().get(10).name(), "as people sort names");
        assertThrows(ProblemException.class, () -> book.save(search("one more", "")).plan());
        done(book.save(search("s7", "changed")));
    }

    @Test
    void aRowThatMakesNoSenseBreaksItselfAlone() throws Exception {
        done(book.save(search("good", "a")));
        for (String row : List.of("'garbled', 'message: (', NULL, NULL, NULL", "'both', '', 5, 5, NULL", "'../x', '', NULL, NULL, NULL")) {
            database.execute(connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO saved_search (name, query, last, since, until) VALUES (" + row + ")");
                }
            });
        }
        assertEquals(List.of(search("good", "a")), book.list());
        assertEquals(List.of("../x", "both", "garbled"), List.copyOf(book.broken().keySet()));
        assertTrue(book.broken().get("garbled").line().contains("garbled"));
        assertThrows(ProblemException.class, () -> book.find("garbled"));
        done(book.save(search("garbled", "b")));
        done(book.remove("both"));
        done(book.remove("../x"));
        assertEquals(List.of("garbled", "good"), book.list().stream().map(SavedSearch::name).toList());
        assertTrue(book.broken().isEmpty());
    }
}
