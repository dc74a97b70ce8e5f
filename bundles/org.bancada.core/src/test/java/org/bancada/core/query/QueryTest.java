package org.bancada.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneId.of("America/Sao_Paulo"));

    private static final Fields PC = RecordOf.of("name", "lab1-pc1", "room", "Lab 1", "building", "DC", "seat", "7", "model", "OptiPlex 7010",
            "state", "online", "mac", "00:1a:2b:3c:4d:5e", "ram.kib", "7997824", "lastReport", "2026-11-21T10:30:00Z", "tags", "success",
            "tags", "info", "status", "401", "firmware.WakeOnLan", "LanOnly", "firmware.Virtualization", "Enabled");

    private static boolean matches(String query) throws QueryException {
        return Query.parse(query, CLOCK).matches(PC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "*", "*:*", "not not *", "name: lab1-pc1", "NAME: x or name:LAB1-PC1", "name: lab1-*", "name: *-pc?1 or name: *pc1",
            "name: l*1*1", "room: Lab 1", "room: \"lab 1\"", "status:400 401 404", "status: (400 or 401)", "tags:(success and info)",
            "tags:(success and not security)", "not state: offline", "not (state: offline or room: x)", "NOT state: offline AND room: Lab*",
            "state: offline and room: x or seat: 7", "seat >= 7 and seat < 8", "seat > 06", "seat:>=7", "ram.kib >= 7.5G", "ram.kib < 8GiB",
            "ram.kib > 8GB or ram.kib < 8.2GB", "name > a", "lastReport > now-2h", "lastReport < now", "lastReport >= 2026-11-21",
            "lastReport <= 2026-11-21", "lastReport < 2027", "lastReport: 2026-11-21", "lastReport > now-1d/d", "lastReport >= 2026-11-20||+1d",
            "lastReport > 2026-11-21T07:29", "lastReport > 2026-11-21T07:29:00-03:00", "lastReport < \"2026-11-21T10:30:01Z\"", "mac: 00:1A:2b:3c:4d:5e",
            "mac: \"00:1a:2b:3c:4d:5e\"", "mac: 00:1a:*", "firmware.*: Enabled", "firmware.*: *", "mac: *", "optiplex", "7010 optiplex",
            "\"optiplex 7010\"", "lab1-pc1", "opti*", "pc*", "*plex*", "lab and 7010", "(((name: lab1-pc1)))", "not(state: offline)"})
    void finds(String query) throws QueryException {
        assertTrue(matches(query), query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name: lab1-pc", "name: lab1-pc10", "name: pc1", "lab1-pc", "lab1-pc10", "opti", "\"7010 optiplex\"", "7010 9020",
            "model: OptiPlex 9020", "model: OptiPlex", "not *", "not state: online", "nothing: *", "nothing: x", "nothing > 1", "not name: *",
            "seat < 7", "seat > 7", "seat: 70", "seat: 07", "state > 5", "ram.kib >= 8G", "lastReport > now-1h", "lastReport < now-7d",
            "lastReport > 2026-11-21", "lastReport < 2026-11-21", "lastReport: 2026-11-20", "name: \"lab1-*\"", "name: lab1-\\*",
            "tags:(success and security)", "\"\"", "name: \"\"", "seat: \\*", "seat > now", "name < now-1d"})
    void leavesOut(String query) throws QueryException {
        assertEquals(false, matches(query), query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            name:                         | 5
            name: (a or                   | 11
            name: (a or b                 | 6
            (a                            | 0
            a)                            | 1
            and b                         | 0
            a and                         | 5
            a or or b                     | 5
            a not b                       | 2
            name: "abc                    | 6
            : x                           | 0
            >= 5                          | 0
            state: online room: 3         | 14
            state: online "x"             | 14
            pc room: 3                    | 3
            "a" "b"                       | 4
            items:{ name:banana }         | 6
            seat > 1*                     | 7
            seat > > 5                    | 7
            ()                            | 1
            a: b: c: d or e : f : g       | 4 
            """)
    void pointsAtTheCharacter(String query, int position) {
        QueryException wrong = org.junit.jupiter.api.Assertions.assertThrows(QueryException.class, () -> Query.parse(query));
        assertEquals(position, wrong.position(), wrong.getMessage());
        assertTrue(wrong.getMessage().length() > 10 && !wrong.getMessage().startsWith("!"), wrong.getMessage());
    }

    @Test
    void documentedKibanaQueriesMeanWhatTheySay() throws QueryException {
        Fields log = RecordOf.of("response", "200", "extension", "php", "account_number", "120", "items_sold", "7", "machine.os", "windows 10",
                "@timestamp", "2021-01-02T20:00:00Z", "http.response.body.content.text", "the quick brown fox", "tags", "info");
        for (String query : List.of("response:200 or extension:php", "response:200 and extension:php", "response:(200 or 404)",
                "response:200 and (extension:php or extension:css)", "account_number >= 100 and items_sold <= 200", "@timestamp < \"2021-01-02T21:55:59\"",
                "@timestamp < now-1d", "response:*", "machine.os:win*", "machine.os*:windows 10", "@timestamp <= \"2021-01\"", "\"quick brown fox\"",
                "quick brown fox")) {
            assertTrue(Query.parse(query, CLOCK).matches(log), query);
        }
        for (String query : List.of("not response:200", "response:200 and not (extension:php or extension:css)", "@timestamp < \"2021-01\"",
                "@timestamp < \"2021\"", "tags:(success and info and security)", "updated_at > 2022-02-17||+1M/d")) {
            assertEquals(false, Query.parse(query, CLOCK).matches(log), query);
        }
    }

    @Test
    void nowMovesWithTheClock() throws QueryException {
        Instant[] now = {Instant.parse("2026-11-21T11:00:00Z")};
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        Query query = Query.parse("lastReport > now-1h", clock);
        assertTrue(query.matches(PC));
        now[0] = now[0].plusSeconds(3600);
        assertEquals(false, query.matches(PC));
    }

    @Test
    void hostileQueriesAreRefusedNotSuffered() {
        for (String hostile : List.of("(".repeat(60_000), "not ".repeat(15_000), "a:(".repeat(20_000), "x".repeat(70_000),
                "a or ".repeat(5_000) + "a", "\"".repeat(50_001), "((((".repeat(50) + "a" + "))))".repeat(50))) {
            org.junit.jupiter.api.Assertions.assertThrows(QueryException.class, () -> Query.parse(hostile));
        }
    }

    @Test
    void hostileWildcardsAndValuesTakeLinearTime() throws QueryException {
        String aaa = "a".repeat(1_000_000);
        Fields record = RecordOf.of("f", aaa, "g", "9".repeat(1_000_000), "h", "2026-11-21T" + "1".repeat(100_000));
        long begin = System.nanoTime();
        List<Boolean> found = new ArrayList<>();
        for (String query : List.of("f: " + "*a".repeat(2_000) + "*b", "f: *" + "a".repeat(30_000) + "b*", "a".repeat(60_000) + "b", "*" + "a".repeat(60_000) + "b*",
                "g > 5", "g: 9", "h > 2026", "h < now", "*: *b*")) {
            found.add(Query.parse(query).matches(record));
        }
        assertEquals(List.of(false, false, false, false, false, false, false, false, false), found);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis < 5_000, millis + " ms");
    }

    @Test
    void hugeAndOddNumbersCompareExactly() throws QueryException {
        Fields big = RecordOf.of("n", "900719925474099301", "m", "12345678901234567890123", "d", "1.50", "neg", "-3");
        assertTrue(Query.parse("n > 900719925474099300 and n < 900719925474099302").matches(big));
        assertTrue(Query.parse("m >= 12345678901234567890123 and m < 12345678901234567890124").matches(big));
        assertTrue(Query.parse("d: 1.5 and d > 1.49 and neg < -2.5 and neg >= -3").matches(big));
    }
}
