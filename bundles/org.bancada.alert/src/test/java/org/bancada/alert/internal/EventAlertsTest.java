package org.bancada.alert.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.log.NewEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** At least so many events within a time. */
@Timeout(120)
class EventAlertsTest {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final AlertRule GUESSING = AlertRule.events("guessing", "message: \"Failed password\"", 10, WINDOW, AlertRule.NODE);

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

    private void guess(String node, int times) throws Exception {
        lab.log(node, "sshd[77]: Failed password for root from 10.1.1.1", lab.clock.get(), times);
    }

    private void awaitCount(String node, long count) throws Exception {
        Lab.await(() -> lab.alerts().stream().anyMatch(a -> a.causes().contains(node) && a.count() >= count));
    }

    /** What came before on the same tail is counted when this has returned. */
    private void barrier() throws Exception {
        String node = "barrier" + lab.nanos.incrementAndGet();
        guess(node, 10);
        awaitCount(node, 1);
    }

    private List<Alert> without(String node) throws Exception {
        return lab.of("guessing").stream().filter(alert -> alert.causes().stream().anyMatch(c -> c.equals(node))).toList();
    }

    @Test
    void tellsOnceWhatGoesOnAndAnewWhatComesBack() throws Exception {
        lab.nodes("le1", 1, 2);
        lab.rule(GUESSING);
        guess("le1-01", 9);
        guess("other", 10);
        awaitCount("other", 10);
        assertEquals(List.of(), without("le1-01"), "nine are not ten, and those of another node do not count");
        guess("le1-01", 1);
        awaitCount("le1-01", 10);
        Alert alert = without("le1-01").getFirst();
        assertEquals(Alert.State.OPEN, alert.state());
        assertEquals("Central / IC / le1", alert.room());
        assertTrue(alert.evidence().contains("10.1.1.1"), alert.evidence());
        for (int minutes = 0; minutes < 60; minutes += 4) {
            lab.pass(Duration.ofMinutes(4));
            guess("le1-01", 20);
            awaitCount("le1-01", 10 + (minutes / 4 + 1) * 20L);
        }
        assertEquals(1, without("le1-01").size(), "an hour of the same is one alert");
        lab.pass(WINDOW.plusSeconds(1));
        assertNotNull(without("le1-01").getFirst().ended());
        assertEquals(Alert.State.OPEN, without("le1-01").getFirst().state(), "what happened is to be looked at though it has passed");
        guess("le1-01", 10);
        Lab.await(() -> without("le1-01").size() == 2);
    }

    @Test
    void countsByTheTimesOfTheEventsWhateverTheirOrder() throws Exception {
        lab.rule(GUESSING);
        Instant old = Lab.START.minus(Duration.ofDays(2));
        for (int i = 0; i < 30; i++) {
            lab.log("slow", "Failed password", old.plus(Duration.ofMinutes(i)), 1);
        }
        for (int i = 9; i >= 0; i--) {
            lab.log("late", "Failed password", old.plusSeconds(i * 20L), 1);
        }
        awaitCount("late", 10);
        barrier();
        assertEquals(List.of(), without("slow"), "thirty in half an hour, shipped at once, are not ten in five minutes");
        assertEquals(1, without("late").size(), "a burst of the day before yesterday is one");
    }

    @Test
    void aClockThatIsSetNeitherPartsABurstNorRepeatsIt() throws Exception {
        lab.rule(GUESSING);
        guess("one", 5);
        // They are counted by the clock as it is when they are looked at: that must be before it is set.
        barrier();
        lab.setClock(Lab.START.plus(Duration.ofDays(3650)));
        guess("one", 5);
        awaitCount("one", 10);
        lab.setClock(Lab.START.minus(Duration.ofDays(3650)));
        guess("one", 30);
        awaitCount("one", 40);
        lab.setClock(Lab.START);
        guess("one", 30);
        awaitCount("one", 70);
        assertEquals(1, without("one").size());
        lab.log("mad", "Failed password", Instant.parse("9999-12-31T23:59:59Z"), 5);
        lab.log("mad", "Failed password", Instant.parse("0001-01-01T00:00:00Z"), 5);
        barrier();
        assertEquals(List.of(), without("mad"));
    }

    @Test
    void findsAfterARestartWhatCameBeforeAndTellsNothingTwice() throws Exception {
        lab.rule(GUESSING);
        guess("told", 10);
        guess("half", 6);
        awaitCount("told", 10);
        barrier();
        Instant now = lab.clock.get();
        lab.close();
        lab = new Lab(root, now.plusSeconds(60));
        barrier();
        assertEquals(1, without("told").size());
        guess("half", 4);
        awaitCount("half", 1);
        guess("told", 10);
        barrier();
        assertEquals(1, without("told").size(), "the same cause goes on");
        now = lab.clock.get();
        lab.close();
        // As another program fills the store while this one does not run.
        try (Lab silent = new Lab(Files.createDirectory(root.resolve("other")), now)) {
            assertEquals(List.of(), silent.alerts());
        }
        lab = new Lab(root, now.plus(Duration.ofHours(3)));
        barrier();
        assertEquals(1, without("told").size());
        assertEquals(1, without("half").size());
    }

    @Test
    void aSlowEyeAndAHundredThousandAddressesAreBounded() throws Exception {
        lab.rule(AlertRule.events("addresses", "message: knock", 3, WINDOW, "from"));
        lab.rule(AlertRule.events("all", "message: knock", 50_000, WINDOW, ""));
        for (int batch = 0; batch < 100; batch++) {
            List<NewEvent> some = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                int address = batch * 1_000 + i;
                some.add(new NewEvent("k" + address, "syslog", true, "{\"message\":\"knock\",\"from\":\"a" + address + "\"}", lab.clock.get()));
            }
            lab.store.add(some);
        }
        Lab.await(() -> !lab.of("all").isEmpty());
        lab.store.add(java.util.stream.IntStream.range(0, 3)
                .mapToObj(i -> new NewEvent("z" + i, "syslog", true, "{\"message\":\"knock\",\"from\":\"once more\"}", lab.clock.get())).toList());
        Lab.await(() -> !lab.of("addresses").isEmpty());
        assertEquals(List.of("once more"), lab.of("addresses").getFirst().causes(), "three of one address, not of many");
        assertEquals(1, lab.of("all").size());
    }

    @Test
    void manyCausesAtOnceAreOneAlert() throws Exception {
        lab.nodes("le1", 1, 40);
        lab.nodes("le2", 41, 1);
        lab.rule(GUESSING);
        for (int i = 1; i <= 40; i++) {
            guess(String.format("le1-%02d", i), 10);
        }
        guess("le2-41", 10);
        awaitCount("le2-41", 1);
        List<Alert> alerts = lab.of("guessing");
        assertEquals(2, alerts.size(), alerts.toString());
        assertEquals(40, alerts.getLast().causeCount());
        assertEquals(400, alerts.getLast().count());
        assertEquals(Alert.CAUSES_SHOWN, alerts.getLast().causes().size());
    }

    @Test
    void aRuleThatIsOffOrNewKnowsNothingOfBefore() throws Exception {
        guess("early", 10);
        lab.rule(GUESSING);
        barrier();
        assertEquals(List.of(), without("early"));
        lab.done(lab.book.enable("guessing", false));
        guess("meanwhile", 10);
        lab.done(lab.book.enable("guessing", true));
        barrier();
        assertEquals(List.of(), without("meanwhile"));
        lab.done(lab.book.remove("guessing"));
        assertTrue(lab.of("guessing").stream().allMatch(alert -> alert.ended() != null));
        assertFalse(lab.book.rules().stream().anyMatch(rule -> rule.name().equals("guessing")));
    }
}
