package org.bancada.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.KindSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;
import org.bancada.log.Retention;
import org.bancada.log.Surroundings;
import org.bancada.log.TopValues;
import org.junit.jupiter.api.Test;

/** What every store must do; one subclass per adapter. */
public abstract class LogStoreContract {
    protected static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Progress NONE = Progress.none();

    protected abstract LogStore store();

    /** How many queries are made up; fewer where each one goes over a network. */
    protected int queries() {
        return 3_000;
    }

    protected static NewEvent event(String id, String kind, String json) {
        return new NewEvent(id, kind, false, json, NOON);
    }

    protected static LogQuery query(String text) throws Exception {
        return LogQuery.of(Query.parse(text));
    }

    protected static String json(Instant time, String rest) {
        return "{\"@timestamp\":\"" + time + "\"," + rest + "}";
    }

    private void addLines(int count) throws Exception {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(null, "syslog", json(NOON.plusSeconds(i), "\"host\":\"pc" + i % 3 + "\",\"message\":\"line " + i + " of sshd[" + i % 7
                    + "]: " + (i % 10 == 0 ? "Failed password" : "session opened") + "\",\"status\":" + i % 5)));
        }
        assertTrue(store().add(events).stream().allMatch(Outcome::taken));
    }

    private static List<String> messages(List<Event> events) {
        return events.stream().map(Event::message).map(m -> m.split(" of ")[0]).toList();
    }

    @Test
    void showsTheNewestFirstAndPagesOn() throws Exception {
        addLines(30);
        List<Event> first = store().newest(query("*"), 3, NONE);
        assertEquals(List.of("line 29", "line 28", "line 27"), messages(first));
        List<Event> second = store().search(query("*"), LogStore.Order.NEWEST_FIRST, 2, first.getLast(), NONE);
        assertEquals(List.of("line 26", "line 25"), messages(second));
        assertEquals(List.of("line 0", "line 1"), messages(store().search(query("*"), LogStore.Order.OLDEST_FIRST, 2, null, NONE)));
        assertEquals(List.of("line 14", "line 13"),
                messages(store().newest(new LogQuery(Query.parse("*"), NOON.plusSeconds(13), NOON.plusSeconds(15)), 10, NONE)));
        assertEquals(NOON.plusSeconds(29), first.getFirst().time());
    }

    @Test
    void eventsOfTheSameInstantKeepTheOrderInWhichTheyCame() throws Exception {
        store().add(IntStream.range(0, 50).mapToObj(i -> event(null, "k", json(NOON, "\"message\":\"line " + i + "\""))).toList());
        List<String> expected = IntStream.range(0, 50).mapToObj(i -> "line " + i).toList();
        List<String> paged = new ArrayList<>();
        Event last = null;
        while (paged.size() < 50) {
            List<Event> page = store().search(query("*"), LogStore.Order.OLDEST_FIRST, 7, last, NONE);
            paged.addAll(messages(page));
            last = page.getLast();
        }
        assertEquals(expected, paged);
    }

    @Test
    void countsBarsAndTopValues() throws Exception {
        addLines(100);
        assertEquals(10, store().count(query("\"failed password\""), NONE));
        Histogram bars = store().histogram(query("failed"), 20, ZoneOffset.UTC, NONE);
        assertEquals(10, bars.total());
        assertEquals(Duration.ofSeconds(5), bars.width());
        assertEquals(NOON, bars.start(0));
        assertEquals(1L, bars.counts().get(2));
        TopValues top = store().top(query("not failed"), "host", 2, NONE);
        assertEquals(List.of(new TopValues.Value("pc0", 30), new TopValues.Value("pc1", 30)), top.values());
        assertEquals(90, top.events());
        assertEquals(90, top.with());
        List<FieldSummary> fields = store().fields(query("failed"), NONE);
        assertEquals(List.of("_index", "host", "message", "status"), fields.stream().map(FieldSummary::name).toList());
        assertEquals(List.of(FieldSummary.Type.KEYWORD, FieldSummary.Type.KEYWORD, FieldSummary.Type.TEXT, FieldSummary.Type.NUMBER),
                fields.stream().map(FieldSummary::type).toList());
        assertEquals(10, fields.get(1).count());
    }

    /** As "until now" does, whose clock is finer than the store's. */
    @Test
    void anEndBetweenTwoMillisecondsHasABarForTheEventBeforeIt() throws Exception {
        addLines(100);
        LogQuery query = new LogQuery(Query.parse("*"), NOON, NOON.plusSeconds(33).plusNanos(500_000));
        assertEquals(34, store().count(query, NONE));
        Histogram bars = store().histogram(query, 40, ZoneOffset.UTC, NONE);
        assertEquals(Duration.ofSeconds(1), bars.width());
        assertEquals(java.util.Collections.nCopies(34, 1L), bars.counts());
    }

    @Test
    void showsWhatHappenedAroundAnEventOnTheSameNode() throws Exception {
        addLines(30);
        Event anchor = store().newest(query("\"line 15\""), 1, NONE).getFirst();
        Surroundings around = store().around(anchor, Query.parse("*"), 2, 3, NONE);
        assertEquals(List.of("line 9", "line 12"), messages(around.before()));
        assertEquals(List.of("line 18", "line 21", "line 24"), messages(around.after()));
        assertEquals(List.of("line 20"), messages(store().around(store().newest(query("\"line 23\""), 1, NONE).getFirst(),
                Query.parse("failed"), 1, 1, NONE).before()));
    }

    @Test
    void exportsEveryEventOnceOldestFirst() throws Exception {
        addLines(2_500);
        List<String> exported = new ArrayList<>();
        long count = store().export(query("*"), event -> exported.add(messages(List.of(event)).getFirst()), NONE);
        assertEquals(2_500, count);
        assertEquals(IntStream.range(0, 2_500).mapToObj(i -> "line " + i).toList(), exported);
    }

    @Test
    void writesEventsForOtherPrograms() throws Exception {
        store().add(List.of(event("a", "k", json(NOON, "\"host\":\"=cmd()\",\"message\":\"a, \\\"b\\\"\",\"n\":[-1,2]"))));
        Event event = store().newest(query("*"), 1, NONE).getFirst();
        java.io.StringWriter out = new java.io.StringWriter();
        org.bancada.log.EventWriter.csv(out, List.of("host", "message", "n")).write(event);
        assertEquals("@timestamp,_id,host,message,n\r\n2026-11-26T12:00:00Z,a,'=cmd(),\"a, \"\"b\"\"\",\"'-1; 2\"\r\n", out.toString());
        out.getBuffer().setLength(0);
        org.bancada.log.EventWriter.jsonLines(out).write(event);
        assertEquals("{\"_index\":\"k\",\"_id\":\"a\",\"@timestamp\":\"2026-11-26T12:00:00Z\",\"_source\":" + event.json() + "}\n", out.toString());
    }

    @Test
    void aCancelledQuestionEnds() throws Exception {
        addLines(2_500);
        SimpleProgress progress = new SimpleProgress();
        assertThrows(CancellationException.class, () -> store().export(query("*"), event -> progress.cancel(), progress));
        assertThrows(CancellationException.class, () -> store().count(query("*"), progress));
    }

    @Test
    void tailsWhatMatches() throws Exception {
        LinkedBlockingQueue<String> came = new LinkedBlockingQueue<>();
        try (Progress.Registration tail = store().tail(Query.parse("failed"), (events, missed) -> came.addAll(messages(events)))) {
            addLines(21);
            assertEquals(List.of("line 0", "line 10", "line 20"),
                    List.of(came.poll(60, TimeUnit.SECONDS), came.poll(60, TimeUnit.SECONDS), came.poll(60, TimeUnit.SECONDS)));
        }
        assertTrue(came.isEmpty());
    }

    @Test
    void anIdIsOneEvent() throws Exception {
        assertEquals(201, store().add(List.of(event("a", "k", json(NOON, "\"message\":\"one\"")))).getFirst().status());
        assertEquals(200, store().add(List.of(event("a", "k", json(NOON, "\"message\":\"two\"")))).getFirst().status());
        Outcome refused = store().add(List.of(new NewEvent("a", "k", true, json(NOON, "\"message\":\"three\""), NOON))).getFirst();
        assertEquals(409, refused.status());
        assertEquals("version_conflict_engine_exception", refused.type());
        assertEquals(201, store().add(List.of(new NewEvent("a", "other", true, json(NOON, "\"message\":\"four\""), NOON))).getFirst().status());
        assertEquals(List.of(201, 409, 200), store().add(List.of(new NewEvent("b", "k", true, "{}", NOON), new NewEvent("b", "k", true, "{}", NOON),
                event("b", "k", "{}"))).stream().map(Outcome::status).toList());
        assertEquals("two", store().event("k", "a").orElseThrow().message());
        assertEquals(3, store().count(query("*"), NONE));
    }

    @Test
    void aBadEventFailsAlone() throws Exception {
        List<Outcome> outcomes = store().add(List.of(event(null, "k", "{\"message\":\"good\"}"), event(null, "k", "{\"message\":"), event(null, "k", "[1]"),
                event(null, "k", "{} {}"), event(null, "", "{}"), event(null, "k", "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)),
                event(null, "k", "{" + IntStream.range(0, 1_100).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",")) + "}"),
                event(null, "k", "{\"message\":\"" + "x".repeat(2 << 20) + "\"}"), event("x".repeat(600), "k", "{}"),
                event(null, "k", ("{\"" + "n".repeat(1_000) + "\":").repeat(40) + "1" + "}".repeat(40)), event(null, "k", "{\"message\":\"good\"}")));
        assertEquals(List.of(201, 400, 400, 400, 400, 400, 400, 400, 400, 400, 201), outcomes.stream().map(Outcome::status).toList());
        assertEquals("document_parsing_exception", outcomes.get(1).type());
        assertEquals(2, store().count(query("*"), NONE));
    }

    @Test
    void timesOfAllKindsAreTaken() throws Exception {
        List<String> times = List.of("\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"2026-11-26T09:00:00-0300\"", "\"2026-11-26 12:00:00\"",
                "1795694400000", "1795694400.5", "\"yesterday\"", "\"-999999999-01-01T00:00:00Z\"", "1e300", "null", "[]");
        store().add(times.stream().map(time -> event(null, "k", "{\"@timestamp\":" + time + "}")).toList());
        List<Instant> found = store().search(query("*"), LogStore.Order.OLDEST_FIRST, 20, null, NONE).stream().map(Event::time).sorted().toList();
        assertEquals(times.size(), found.size());
        assertEquals(Instant.parse("0001-01-01T00:00:00Z"), found.getFirst());
        assertEquals(Instant.parse("9999-12-31T23:59:59Z"), found.getLast());
        assertEquals(8, found.stream().filter(NOON::equals).count());
        Histogram bars = store().histogram(query("*"), 50, ZoneOffset.UTC, NONE);
        assertEquals(times.size(), bars.total());
        assertTrue(bars.counts().size() <= 50, bars.counts().size() + " bars");
    }

    @Test
    void keepsWhatTheRulesSay() throws Exception {
        List<NewEvent> events = new ArrayList<>();
        for (int hour = 0; hour < 48; hour++) {
            events.add(event(null, "logstash-a", json(NOON.minus(Duration.ofHours(hour)), "\"message\":\"" + "x".repeat(1_000) + "\"")));
            events.add(event(null, "audit", json(NOON.minus(Duration.ofHours(hour)), "\"message\":\"kept\"")));
        }
        store().add(events);
        List<Retention> rules = List.of(new Retention("logstash-*", Duration.ofHours(24), 0), new Retention("*", null, 0));
        assertEquals(23, store().retain(rules, NOON, false, NONE));
        assertEquals(96, store().count(query("*"), NONE));
        assertEquals(23, store().retain(rules, NOON, true, NONE));
        assertEquals(0, store().retain(rules, NOON, true, NONE));
        assertEquals(List.of(48L, 25L), store().kinds(NONE).stream().map(KindSummary::events).toList());
        store().retain(List.of(new Retention("logstash-a", null, 10_000)), NOON, true, NONE);
        KindSummary left = store().kinds(NONE).get(1);
        assertTrue(left.bytes() <= 10_000 && left.events() == 9, left.toString());
        assertEquals(NOON, store().newest(query("_index: logstash-a"), 1, NONE).getFirst().time());
    }

    @Test
    void aQueryWithThousandsOfConditionsIsExplained() throws Exception {
        addLines(5);
        String many = IntStream.range(0, 1_900).mapToObj(i -> "host: p" + i).collect(Collectors.joining(" or "));
        ProblemException refused = assertThrows(ProblemException.class, () -> store().count(query(many), NONE));
        assertFalse(refused.problem().cure().isEmpty());
        assertEquals(5, store().count(query("*ine*of*"), NONE) + store().count(query("host: *c*"), NONE) - 5);
    }

    @Test
    void aHundredThousandFieldNamesCostNoMoreThanAsManyValues() throws Exception {
        for (int part = 0; part < 100; part++) {
            int from = part * 1_000;
            store().add(IntStream.range(0, 10).mapToObj(i -> event(null, "k", "{" + IntStream.range(0, 100)
                    .mapToObj(f -> "\"name" + (from + i * 100 + f) + "\":\"v\"").collect(Collectors.joining(",")) + "}")).toList());
        }
        assertEquals(1, store().count(query("name77777: v"), NONE));
        assertEquals(1_000, store().count(query("name*: v"), NONE));
        assertTrue(store().fields(query("name5: v"), NONE).size() >= 100);
    }

    @Test
    void aPhraseIsFoundAsItIsWrittenAndNotOtherwise() throws Exception {
        List<String> lines = List.of("Out of memory: kill", "out  of memory", "out-of memory", "out of", "memory out of", "xout of memoryx", "ran OUT OF MEMORY", "of memory out");
        store().add(IntStream.range(0, lines.size()).mapToObj(i -> event("m" + i, "k", json(NOON.plusSeconds(i), "\"message\":\"" + lines.get(i)
                + "\",\"n\":" + i))).toList());
        store().add(List.of(event("list", "k", "{\"message\":[\"out of\",\"memory\"]}"), event("note", "k", "{\"note\":\"was out of memory\"}"),
                event("notes", "k", "{\"note\":\"out\",\"other\":\"of memory\"}")));
        List<String> prose = store().newest(query("message: \"out of memory\""), 100, NONE).stream().map(Event::id).sorted().toList();
        assertEquals(List.of("m0", "m6"), prose);
        List<String> anywhere = store().newest(query("\"out of memory\""), 100, NONE).stream().map(Event::id).sorted().toList();
        assertEquals(List.of("m0", "m6", "note"), anywhere);
        assertEquals(List.of("m0"), store().newest(query("\"out of memory: kill\""), 100, NONE).stream().map(Event::id).toList());
        assertEquals(List.of("m1"), store().newest(query("\"out  of memory\""), 100, NONE).stream().map(Event::id).toList());
    }

    /** More than is sorted at once, with times in a heap, on one instant, and far away in both directions. */
    @Test
    void pagesThroughTimesOfAllKinds() throws Exception {
        Random random = new Random(7);
        List<Instant> times = new ArrayList<>(List.of(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T23:59:59Z")));
        for (int i = 0; i < 30_000; i++) {
            times.add(NOON.plusMillis(switch (i % 3) {
                case 0 -> i;
                case 1 -> 5_000;
                default -> random.nextInt(1_000_000_000);
            }));
        }
        for (int from = 0; from < times.size(); from += 5_000) {
            store().add(times.subList(from, Math.min(times.size(), from + 5_000)).stream().map(time -> event(null, "k", json(time, "\"message\":\"x\""))).toList());
        }
        times.sort(null);
        for (LogStore.Order order : LogStore.Order.values()) {
            List<Instant> expected = order == LogStore.Order.OLDEST_FIRST ? times : times.reversed();
            for (String text : List.of("*", "message: x", "message: *x* and x")) {
                List<Instant> paged = new ArrayList<>();
                Event last = null;
                do {
                    List<Event> page = store().search(query(text), order, 7_000, last, NONE);
                    page.forEach(event -> paged.add(event.time()));
                    last = page.size() < 7_000 ? null : page.getLast();
                } while (last != null);
                assertEquals(expected, paged, order + " " + text);
                assertEquals(expected.subList(0, 100), store().search(query(text), order, 100, null, NONE).stream().map(Event::time).toList(), order + " " + text);
            }
        }
    }

    /** The meaning of the language is what {@link Query#matches} says, whatever an index makes of it. */
    @Test
    void findsExactlyWhatTheLanguageSays() throws Exception {
        Random random = new Random(20261126);
        store().add(IntStream.range(0, 200).mapToObj(i -> event(null, i % 2 == 0 ? "Syslog" : "app", Samples.event(random))).toList());
        List<Event> all = store().newest(query("*"), 1_000, NONE);
        assertEquals(200, all.size());
        for (int i = 0; i < queries(); i++) {
            String text = Samples.query(random, 0);
            Query parsed = Query.parse(text);
            List<Event> expected = all.stream().filter(parsed::matches).toList();
            assertEquals(expected, store().newest(LogQuery.of(parsed), 1_000, NONE), text);
            assertEquals(expected.size(), store().count(LogQuery.of(parsed), NONE), text);
        }
    }
}
