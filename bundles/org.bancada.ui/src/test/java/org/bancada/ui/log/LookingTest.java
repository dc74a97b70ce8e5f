package org.bancada.ui.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.bancada.core.query.QueryException;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.junit.jupiter.api.Test;

class LookingTest {
    private static final Instant NOW = Instant.parse("2026-01-05T22:00:00Z");
    private static final Looking START = new Looking("", List.of(), TimeRange.last(Duration.ofHours(1)));

    private static Event event(String host, String message) {
        return new Event("1", "syslog", NOW, 0, "{\"host\":\"" + host + "\",\"message\":\"" + message + "\"}");
    }

    private static boolean finds(Looking looking, Event event) throws QueryException {
        return looking.query(NOW).query().matches(event);
    }

    @Test
    void conditionsNarrowWhatWasTyped() throws QueryException {
        Looking looking = START.text("failed or refused").plus(Filter.with("host", "le1-01"));
        assertTrue(finds(looking, event("le1-01", "login refused")));
        assertFalse(finds(looking, event("le1-02", "login refused")), "the condition holds for both words");
        assertFalse(finds(looking, event("le1-01", "login")));
        Filter filter = looking.filters().getFirst();
        assertTrue(finds(looking.replace(filter, filter.turned()), event("le1-02", "login refused")));
        assertFalse(finds(looking.replace(filter, filter.turned()), event("le1-01", "login refused")));
        assertTrue(finds(looking.replace(filter, filter.switched()), event("le1-02", "login refused")));
        assertTrue(finds(looking.minus(filter), event("le1-02", "login refused")));
        assertEquals(1, looking.plus(Filter.without("host", "le1-01")).filters().size(), "one condition a value");
    }

    @Test
    void anyValueCanBeACondition() throws QueryException {
        for (String hostile : List.of("a\" or host: *", "*", "x) or (y", "and", "not", "a:b", "C:\\dir", " ", "{}", "\u00e7\u00e3o")) {
            Looking looking = START.plus(Filter.with("program", hostile)).plus(Filter.without("host", hostile));
            Event other = event("le1-01", "nothing");
            assertFalse(finds(looking, other), hostile);
        }
    }

    @Test
    void whatCannotBeReadIsToldAtItsPlaceInWhatWasTyped() {
        QueryException wrong = assertThrows(QueryException.class, () -> START.text("a and (b").plus(Filter.with("x", "y")).query(NOW));
        assertTrue(wrong.position() <= "a and (b".length(), "position " + wrong.position());
    }

    @Test
    void timesAreReckonedFromTheMomentOfAsking() throws QueryException {
        LogQuery lastHour = START.query(NOW);
        assertEquals(NOW.minusSeconds(3600), lastHour.from());
        assertNull(lastHour.to());
        LogQuery all = START.range(TimeRange.ALL).query(NOW);
        assertNull(all.from());
        assertTrue(all.query().isEverything());
        LogQuery between = START.range(TimeRange.between(NOW, NOW.plusSeconds(5))).query(NOW.plusSeconds(100));
        assertEquals(NOW, between.from());
        assertEquals(NOW.plusSeconds(5), between.to());
    }

    @Test
    void errorsAreKnownByTheirSeverityOrTheirWords() {
        assertTrue(EventTable.isError(event("a", "Out of memory: Killed process 4711")));
        assertTrue(EventTable.isError(event("a", "authentication failure; user=root")));
        assertTrue(EventTable.isError(new Event("1", "k", NOW, 0, "{\"severity\":\"err\",\"message\":\"x\"}")));
        assertTrue(EventTable.isError(new Event("1", "k", NOW, 0, "{\"PRIORITY\":\"3\",\"message\":\"x\"}")));
        assertFalse(EventTable.isError(new Event("1", "k", NOW, 0, "{\"PRIORITY\":\"6\",\"message\":\"session opened\"}")));
        assertFalse(EventTable.isError(event("a", "no terrors here")));
    }

    @Test
    void theLogsOfNodesAreFoundWhereverTheirNameStands() throws QueryException {
        Looking looking = START.text(ShowLogsHandler.query(List.of("le1-01", "not a \"name\"")));
        assertTrue(finds(looking, event("le1-01", "x")));
        assertTrue(finds(looking, new Event("1", "k", NOW, 0, "{\"host\":{\"name\":\"le1-01\"}}")));
        assertTrue(finds(looking, new Event("1", "k", NOW, 0, "{\"hostname\":\"not a \\\"name\\\"\"}")));
        assertFalse(finds(looking, event("le1-011", "x")));
    }

    @Test
    void everyRangeHasALabelOfItsOwn() {
        assertEquals(TimeRange.USUAL.size(), TimeRange.USUAL.stream().map(TimeRange::label).distinct().count());
    }
}
