package org.bancada.log.elastic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bancada.core.DataFolder;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QuerySyntax;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.log.internal.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store and Elasticsearch, asked the same: {@code -Danswers=5000} asks more often, {@code -Dseed=N} asks others. */
class SameAnswersTest {
    private static final Progress NONE = Progress.none();
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final int QUERIES = Integer.getInteger("answers", 80);
    /** A question that Elasticsearch cannot answer exactly brings every event over: with a quarter of them the usual run stays short. */
    private static final int EVERY = QUERIES > 1_000 ? 1 : 4;
    private static final long SEED = Long.getLong("seed", 20261127);

    private final Random random = new Random(SEED);
    private List<NewEvent> corpus;
    private List<Event> all;

    @Test
    void bothStoresGiveTheSameAnswers(@TempDir Path folder) throws Exception {
        LuceneLogStore embedded = new LuceneLogStore(new DataFolder(folder));
        try (Elasticsearch server = new Elasticsearch(Files.createDirectories(folder.resolve("elasticsearch")));
                ElasticLogStore elastic = new ElasticLogStore(server.address("same"), new char[0], InstantSource.system())) {
            corpus = RealLogs.events(random, EVERY, 200);
            LinkedBlockingQueue<Event> seenHere = new LinkedBlockingQueue<>();
            LinkedBlockingQueue<Event> seenThere = new LinkedBlockingQueue<>();
            Query failed = Query.parse("failed or failure");
            try (Progress.Registration here = embedded.tail(failed, (events, missed) -> seenHere.addAll(events));
                    Progress.Registration there = elastic.tail(failed, (events, missed) -> seenThere.addAll(events))) {
                List<Outcome> taken = embedded.add(corpus);
                assertEquals(taken, elastic.add(corpus));
                all = embedded.search(LogQuery.of(Query.parse("*")), LogStore.Order.OLDEST_FIRST, 10_000, null, NONE);
                assertEquals(corpus.size(), all.size());
                for (long left = all.stream().filter(failed::matches).count(); left > 0; left--) {
                    assertEquals(seenHere.poll(60, TimeUnit.SECONDS), seenThere.poll(60, TimeUnit.SECONDS));
                }
            }
            for (int i = 0; i < QUERIES; i++) {
                String text = i % 2 == 0 ? Samples.query(random, 0) : drawn(0);
                String label = "seed " + SEED + ", query " + i + ": " + text;
                compare(embedded, elastic, bounded(Query.parse(text)), label);
            }
        } finally {
            embedded.close();
        }
    }

    private LogQuery bounded(Query query) {
        Instant from = random.nextInt(3) > 0 ? null : all.get(random.nextInt(all.size())).time();
        Instant to = random.nextInt(3) > 0 ? null : all.get(random.nextInt(all.size())).time().plusNanos(random.nextInt(3) * 500_000L);
        return new LogQuery(query, from, from != null && to != null && to.isBefore(from) ? null : to);
    }

    private void compare(LogStore here, LogStore there, LogQuery query, String label) throws Exception {
        List<Event> expected = new ArrayList<>();
        List<Event> exported = new ArrayList<>();
        assertEquals(here.export(query, expected::add, NONE), there.export(query, exported::add, NONE), label);
        assertEquals(expected, exported, label);
        assertTrue(expected.stream().allMatch(query.query()::matches), label);
        assertEquals(expected.size(), there.count(query, NONE), label);
        int limit = 1 + random.nextInt(60);
        Event after = random.nextInt(3) > 0 || expected.isEmpty() ? null : expected.get(random.nextInt(expected.size()));
        LogStore.Order order = random.nextBoolean() ? LogStore.Order.NEWEST_FIRST : LogStore.Order.OLDEST_FIRST;
        List<Event> page = here.search(query, order, limit, after, NONE);
        Event same = after == null ? null : there.event(after.kind(), after.id()).orElseThrow();
        assertEquals(page, there.search(query, order, limit, same, NONE), label);
        int bars = 3 + random.nextInt(100);
        assertEquals(here.histogram(query, bars, ZONE, NONE), there.histogram(query, bars, ZONE, NONE), label);
        String field = all.get(random.nextInt(all.size())).fieldNames().stream().skip(random.nextInt(3)).findFirst().orElse("host");
        assertEquals(here.top(query, field, limit, NONE), there.top(query, field, limit, NONE), label + ", values of " + field);
        assertEquals(here.fields(query, NONE), there.fields(query, NONE), label);
        if (!page.isEmpty()) {
            Event anchor = page.getFirst();
            Event other = there.event(anchor.kind(), anchor.id()).orElseThrow();
            assertEquals(here.around(anchor, query.query(), 5, limit, NONE), there.around(other, query.query(), 5, limit, NONE), label);
        }
    }

    /** A query over what really stands in an event. */
    private String drawn(int depth) {
        Event event = all.get(random.nextInt(all.size()));
        List<String> names = List.copyOf(event.fieldNames());
        String name = names.get(random.nextInt(names.size()));
        String value = event.fields().get(name).getFirst();
        String[] words = value.split("[^\\p{L}\\p{N}.:/=-]+");
        String word = words.length == 0 ? "root" : words[random.nextInt(words.length)];
        return switch (random.nextInt(depth < 2 ? 9 : 6)) {
            case 0 -> name + ": " + QuerySyntax.quote(value);
            case 1 -> QuerySyntax.quote(word.isEmpty() ? "root" : word);
            case 2 -> name + ": " + word.replaceAll("[^\\p{L}\\p{N}]", "") + "*";
            case 3 -> name + (random.nextBoolean() ? " >= " : " < ") + QuerySyntax.quote(value);
            case 4 -> '"' + (words.length > 2 ? words[0] + " " + words[1] : word).replace("\\", "").replace("\"", "") + '"';
            case 5 -> "*" + word.replaceAll("[^\\p{L}\\p{N}]", "") + "*";
            case 6 -> "not (" + drawn(depth + 1) + ")";
            case 7 -> "(" + drawn(depth + 1) + ") and (" + drawn(depth + 1) + ")";
            default -> "(" + drawn(depth + 1) + ") or (" + drawn(depth + 1) + ")";
        };
    }
}
