package org.bancada.alert.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that match for longer than a time; and what people do with alerts and rules. */
@Timeout(120)
class NodeAlertsTest {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final AlertRule MEMORY = AlertRule.nodes("memory", "ram.kib < 6000000", WINDOW);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path root;
    private Lab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(root, Lab.START);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private void reopen() throws Exception {
        lab.close();
        lab = new Lab(root, lab.clock.get());
    }

    /** Reports, and waits until the watch has heard of it. */
    private void memory(int node, int kib) throws Exception {
        var told = new java.util.concurrent.CountDownLatch(1);
        try (var listening = lab.fleet.onChange(uuids -> told.countDown())) {
            lab.memory(node, kib);
            told.await();
        }
        lab.watcher.settleNow();
    }

    private Alert only() throws Exception {
        List<Alert> all = lab.of("memory");
        assertEquals(1, all.size(), all.toString());
        return all.getFirst();
    }

    @Test
    void tellsOfWhatLastsEndsWithItAndTellsAnew() throws Exception {
        lab.nodes("le1", 1, 1);
        lab.rule(MEMORY);
        memory(1, 3_900_000);
        lab.pass(Duration.ofMinutes(9));
        memory(1, 7_900_000);
        lab.pass(MINUTE);
        memory(1, 3_900_000);
        lab.pass(Duration.ofMinutes(9));
        assertEquals(List.of(), lab.of("memory"), "neither time was long enough");
        var told = new java.util.concurrent.CountDownLatch(1);
        try (var listening = lab.book.onChange(told::countDown)) {
            lab.pass(MINUTE);
            told.await();
        }
        assertEquals(List.of("le1-01"), only().causes());
        assertEquals("ram.kib=3900000", only().evidence());
        memory(1, 7_900_000);
        lab.pass(MINUTE);
        memory(1, 3_900_000);
        lab.pass(Duration.ofHours(5));
        assertEquals(Alert.State.OPEN, only().state(), "away for a minute is not away");
        memory(1, 7_900_000);
        lab.pass(WINDOW.plus(MINUTE));
        assertEquals(Alert.State.OVER, only().state());
        assertEquals(List.of(), lab.book.alerts(false, 10));
        memory(1, 3_900_000);
        lab.pass(WINDOW);
        assertEquals(2, lab.of("memory").size());
    }

    @Test
    void aRoomIsOneAlertAndARoomLaterAnother() throws Exception {
        lab.nodes("le1", 1, 30);
        lab.nodes("le2", 31, 2);
        lab.rule(AlertRule.nodes("memory", "ram.kib < 6000000", Duration.ZERO));
        for (int i = 1; i <= 31; i++) {
            memory(i, 3_900_000);
        }
        List<Alert> alerts = lab.of("memory");
        assertEquals(List.of("Central / IC / le2", "Central / IC / le1"), alerts.stream().map(Alert::room).toList());
        assertEquals(List.of(1L, 30L), alerts.stream().map(Alert::count).toList());
        lab.done(lab.book.acknowledge(List.of(alerts.getFirst().id())));
        memory(32, 3_900_000);
        assertEquals(3, lab.of("memory").size(), "what comes after somebody looked is told");
        assertEquals(List.of("le2-32"), lab.of("memory").getFirst().causes());
    }

    @Test
    void aRestartNeitherForgetsNorRepeats() throws Exception {
        lab.nodes("le1", 1, 2);
        lab.rule(MEMORY);
        memory(1, 3_900_000);
        lab.pass(Duration.ofMinutes(7));
        reopen();
        lab.pass(Duration.ofMinutes(2));
        assertEquals(List.of(), lab.of("memory"));
        lab.pass(MINUTE);
        long id = only().id();
        reopen();
        lab.pass(Duration.ofDays(2));
        assertEquals(id, only().id());
        assertEquals(1, only().count());
        lab.close();
        // It was repaired and broke again while nobody watched: nothing is known of that.
        lab = new Lab(root, lab.clock.get().plus(Duration.ofDays(20)));
        lab.pass(Duration.ofHours(1));
        assertEquals(id, only().id());
        memory(1, 8_000_000);
        reopen();
        lab.pass(WINDOW.plus(MINUTE));
        assertEquals(Alert.State.OVER, only().state());
    }

    @Test
    void aClockThatIsSetTellsNothing() throws Exception {
        lab.nodes("le1", 1, 1);
        lab.rule(MEMORY);
        memory(1, 3_900_000);
        lab.setClock(Lab.START.plus(Duration.ofDays(9000)));
        lab.setClock(Lab.START.minus(Duration.ofDays(9000)));
        lab.pass(Duration.ofMinutes(9));
        assertEquals(List.of(), lab.of("memory"));
        lab.pass(MINUTE);
        long id = only().id();
        lab.done(lab.book.mute(List.of(id), Duration.ofHours(2)));
        lab.setClock(Lab.START);
        assertEquals(Alert.State.MUTED, only().state());
        lab.pass(Duration.ofMinutes(119));
        assertEquals(Alert.State.MUTED, only().state());
        lab.pass(MINUTE);
        assertEquals(Alert.State.OPEN, only().state());
    }

    @Test
    void timeItselfCanMakeANodeMatch() throws Exception {
        lab.nodes("le1", 1, 1);
        lab.rule(AlertRule.nodes("memory", "lastReport < now-3d", Duration.ofMinutes(30)));
        memory(1, 8_000_000);
        lab.pass(Duration.ofDays(3));
        lab.pass(MINUTE);
        assertEquals(List.of(), lab.of("memory"));
        lab.pass(Duration.ofMinutes(31));
        assertEquals(List.of("le1-01"), only().causes());
    }

    @Test
    void aMutedRuleStillFindsAndARemovedNodeIsOver() throws Exception {
        lab.nodes("le1", 1, 1);
        lab.rule(MEMORY);
        lab.done(lab.book.muteRule("memory", Duration.ofHours(1)));
        memory(1, 3_900_000);
        lab.pass(WINDOW);
        assertEquals(Alert.State.MUTED, only().state());
        assertEquals(List.of(), lab.book.alerts(false, 10));
        lab.pass(Duration.ofHours(1));
        assertEquals(Alert.State.OPEN, only().state());
        lab.done(lab.fleet.remove(lab.fleet.nodes()));
        Lab.await(() -> {
            lab.pass(WINDOW.plus(MINUTE));
            return only().state() == Alert.State.OVER;
        });
    }

    @Test
    void aRuleThatNobodyUnderstandsIsOffAlone() throws Exception {
        lab.nodes("le1", 1, 1);
        // As a later version of the program may have written it.
        lab.book.tables().save(AlertRule.nodes("odd", "ram.kib < (", WINDOW));
        lab.book.tables().save(AlertRule.events("odder", "message: )", 1, WINDOW, ""));
        lab.rule(MEMORY);
        assertEquals(Set.of("odd", "odder"), lab.book.broken().keySet());
        assertTrue(lab.book.broken().get("odd").line().contains("ram.kib < ("), lab.book.broken().toString());
        memory(1, 3_900_000);
        lab.pass(WINDOW);
        only();
        lab.done(lab.book.remove("odd"));
        assertEquals(Set.of("odder"), lab.book.broken().keySet());
    }

    @Test
    void rulesAreCheckedAndChangesAreAudited() throws Exception {
        for (AlertRule wrong : List.of(AlertRule.nodes("", "*", WINDOW), AlertRule.nodes("a\nb", "*", WINDOW), AlertRule.nodes("x", "a: (", WINDOW),
                AlertRule.nodes("x", "*", Duration.ofDays(31)), AlertRule.events("x", "*", 0, WINDOW, ""), AlertRule.events("x", "*", 1_000_001, WINDOW, ""),
                AlertRule.events("x", "*", 1, Duration.ZERO, ""), AlertRule.nodes("WIFI-only", "*", WINDOW))) {
            assertThrows(ProblemException.class, () -> lab.book.add(wrong).plan(), wrong.toString());
        }
        assertThrows(ProblemException.class, () -> lab.book.enable("absent", true).plan());
        assertThrows(ProblemException.class, () -> lab.book.acknowledge(List.of(7L)).plan());
        assertThrows(ProblemException.class, () -> lab.book.muteRule("wifi-only", Duration.ofDays(400)).plan());
        assertTrue(lab.book.rules().size() >= 5 && lab.book.rules().stream().noneMatch(AlertRule::enabled), "useful rules are offered and off");
        lab.done(lab.book.enable("wifi-only", true));
        assertTrue(lab.book.enable("wifi-only", true).plan().isEmpty(), "once is enough");
        assertEquals(1, lab.audit.entries(Query.parse("what: \"alerts rule enable wifi-only\""), 5).size());
        lab.done(lab.book.remove("half-ram"));
        reopen();
        assertTrue(lab.book.rules().stream().noneMatch(rule -> rule.name().equals("half-ram")), "what was removed is not offered again");
    }
}
