package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.KindSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore.Order;
import org.bancada.log.Surroundings;
import org.bancada.log.TopValues;
import org.bancada.log.spi.BarWidth;
import org.bancada.log.spi.Clause;
import org.bancada.log.spi.FieldTypes;
import org.bancada.log.spi.Tokens;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregationSource;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.json.JsonData;
import co.elastic.clients.util.NamedValue;

/** Answers questions from Elasticsearch, counted there where it can say exactly which events match, else here. */
final class ElasticQuestions {
    private static final int MOST_FIELDS = 1_000;
    private static final int MOST_KINDS = 10_000;
    private static final int LONGEST_PATTERN = 900;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Cluster cluster;

    ElasticQuestions(Cluster cluster) {
        this.cluster = cluster;
    }

    private Matching matching(LogQuery query, Progress progress, Clause... more) throws IOException {
        return new Matching(cluster, query, progress, more);
    }

    private SearchRequest.Builder counting(Matching matching) {
        return new SearchRequest.Builder().index(cluster.index()).query(matching.candidates()).size(0).trackTotalHits(t -> t.enabled(true));
    }

    private SearchResponse<JsonData> answer(SearchRequest request, Progress progress) throws IOException {
        return cluster.ask(client -> client.search(request, JsonData.class), progress);
    }

    List<Event> search(LogQuery query, Order order, int limit, Event after, Progress progress) throws IOException {
        return matching(query, progress).page(order, limit, after);
    }

    Optional<Event> event(String kind, String id) throws IOException {
        var found = cluster.ask(client -> client.get(g -> g.index(cluster.index()).id(EventDocument.key(kind, id)), JsonData.class), Progress.none());
        return found.found() ? Optional.of(EventDocument.read(found.source())) : Optional.empty();
    }

    long count(LogQuery query, Progress progress) throws IOException {
        Matching matching = matching(query, progress);
        if (matching.exact()) {
            return answer(counting(matching).build(), progress).hits().total().value();
        }
        long[] count = new long[1];
        matching.each(Order.OLDEST_FIRST, event -> ++count[0] > 0);
        return count[0];
    }

    Histogram histogram(LogQuery query, int bars, ZoneId zone, Progress progress) throws IOException {
        Matching matching = matching(query, progress);
        return matching.exact() ? counted(matching, query, bars, zone, progress) : tested(matching, query, bars, zone);
    }

    private Histogram counted(Matching matching, LogQuery query, int bars, ZoneId zone, Progress progress) throws IOException {
        SearchResponse<JsonData> ends = answer(counting(matching).aggregations("first", a -> a.min(m -> m.field(EventDocument.TIME)))
                .aggregations("last", a -> a.max(m -> m.field(EventDocument.TIME))).build(), progress);
        if (ends.hits().total().value() == 0) {
            return none();
        }
        long first = Math.round(ends.aggregations().get("first").min().value());
        long last = Math.round(ends.aggregations().get("last").max().value());
        Bars into = new Bars(query, first, last, bars, zone);
        // Events that came between the two questions and lie beyond the bars are left out.
        var within = ElasticClauses.query(new Clause.Between(first, last));
        SearchRequest request = new SearchRequest.Builder().index(cluster.index()).size(0).trackTotalHits(t -> t.enabled(false))
                .query(q -> q.bool(b -> b.filter(matching.candidates(), within))).aggregations("bars", a -> a.dateHistogram(h -> h.field(EventDocument.TIME)
                        .fixedInterval(i -> i.time(into.step + "ms")).offset(o -> o.time(Math.floorMod(into.start, into.step) + "ms")).minDocCount(1))).build();
        answer(request, progress).aggregations().get("bars").dateHistogram().buckets().array().forEach(bar -> into.add(bar.key(), bar.docCount()));
        return into.histogram();
    }

    private static Histogram tested(Matching matching, LogQuery query, int bars, ZoneId zone) throws IOException {
        TreeMap<Long, Long> times = new TreeMap<>();
        matching.each(Order.OLDEST_FIRST, event -> times.merge(event.time().toEpochMilli(), 1L, Long::sum) > 0);
        if (times.isEmpty()) {
            return none();
        }
        Bars into = new Bars(query, times.firstKey(), times.lastKey(), bars, zone);
        times.forEach(into::add);
        return into.histogram();
    }

    private static Histogram none() {
        return new Histogram(Instant.EPOCH, Duration.ofSeconds(1), List.of());
    }

    /** Bars over the time that was asked for, or else over the time in which there were events. */
    private static final class Bars {
        private final Duration width;
        private final long step;
        private final long start;
        private final long[] counts;

        Bars(LogQuery query, long first, long last, int bars, ZoneId zone) {
            long from = query.from() == null ? first : BarWidth.millis(query.from());
            long to = query.to() == null ? last : BarWidth.lastBefore(query.to());
            width = BarWidth.of(to - from + 1, bars);
            step = width.toMillis();
            start = BarWidth.start(from, width, zone);
            counts = new long[(int) ((to - start) / step) + 1];
        }

        void add(long millis, long count) {
            counts[(int) ((millis - start) / step)] += count;
        }

        Histogram histogram() {
            return new Histogram(Instant.ofEpochMilli(start), width, Arrays.stream(counts).boxed().toList());
        }
    }

    TopValues top(LogQuery query, String field, int limit, Progress progress) throws IOException {
        Matching matching = matching(query, progress);
        String pattern = literal(field + "\0") + ".*";
        if (matching.exact() && pattern.length() <= LONGEST_PATTERN) {
            SearchResponse<JsonData> answer = answer(counting(matching)
                    .aggregations("with", a -> a.filter(ElasticClauses.term(EventDocument.NAMES, field)))
                    .aggregations("values", a -> a.terms(t -> t.field(EventDocument.VALUES).include(i -> i.regexp(pattern)).size(limit)
                            .order(NamedValue.of("_count", SortOrder.Desc), NamedValue.of("_key", SortOrder.Asc)))).build(), progress);
            StringTermsAggregate values = answer.aggregations().get("values").sterms();
            // Over several shards the counts may be too low; Elasticsearch says by how much at most.
            if (values.docCountErrorUpperBound() == null || values.docCountErrorUpperBound() == 0) {
                List<TopValues.Value> top = values.buckets().array().stream()
                        .map(bucket -> new TopValues.Value(bucket.key().stringValue().substring(field.length() + 1), bucket.docCount())).toList();
                return new TopValues(Tally.sorted(top, limit), answer.hits().total().value(),
                        Event.isProse(field) ? 0 : answer.aggregations().get("with").filter().docCount());
            }
        }
        Tally tally = new Tally();
        matching.each(Order.OLDEST_FIRST, event -> {
            tally.addValues(event, field);
            return true;
        });
        return tally.top(limit);
    }

    private static String literal(String text) {
        StringBuilder pattern = new StringBuilder();
        EventDocument.whole(text).chars().forEach(c -> {
            if (c > ' ' && c < 127 && !Character.isLetterOrDigit(c)) {
                pattern.append('\\');
            }
            pattern.append((char) c);
        });
        return pattern.toString();
    }

    List<FieldSummary> fields(LogQuery query, Progress progress) throws IOException {
        Matching matching = matching(query, progress);
        if (matching.exact()) {
            SearchResponse<JsonData> answer = answer(counting(matching).size(FieldTypes.SAMPLE).sort(Matching.sort(Order.NEWEST_FIRST))
                    .trackTotalHits(t -> t.enabled(false)).aggregations("names", a -> a.terms(t -> t.field(EventDocument.NAMES).size(MOST_FIELDS)
                            .order(NamedValue.of("_count", SortOrder.Desc), NamedValue.of("_key", SortOrder.Asc)))).build(), progress);
            StringTermsAggregate names = answer.aggregations().get("names").sterms();
            if (names.docCountErrorUpperBound() == null || names.docCountErrorUpperBound() == 0) {
                Map<String, Long> counts = names.buckets().array().stream()
                        .collect(Collectors.toMap(bucket -> bucket.key().stringValue(), StringTermsBucket::docCount));
                return Tally.fields(counts, MOST_FIELDS, Matching.events(answer.hits().hits()));
            }
        }
        Tally tally = new Tally();
        List<Event> sample = new ArrayList<>();
        matching.each(Order.NEWEST_FIRST, event -> {
            tally.addNames(event);
            return sample.size() >= FieldTypes.SAMPLE || sample.add(event);
        });
        return tally.fields(MOST_FIELDS, sample);
    }

    Surroundings around(Event anchor, Query filter, int before, int after, Progress progress) throws IOException {
        Clause[] sameNode = anchor.nodeField().stream().map(field -> new Clause.Term(Clause.Column.TERMS,
                field + "\0" + Tokens.fold(Tokens.cut(anchor.node().orElseThrow())))).toArray(Clause[]::new);
        Matching matching = matching(LogQuery.of(filter), progress, sameNode);
        List<Event> older = before == 0 ? List.of() : matching.page(Order.NEWEST_FIRST, before, anchor);
        List<Event> newer = after == 0 ? List.of() : matching.page(Order.OLDEST_FIRST, after, anchor);
        return new Surroundings(older.reversed(), anchor, newer);
    }

    long export(LogQuery query, Consumer<Event> to, Progress progress) throws IOException {
        long[] count = new long[1];
        matching(query, progress).each(Order.OLDEST_FIRST, event -> {
            to.accept(event);
            progress.worked(1);
            return ++count[0] > 0;
        });
        return count[0];
    }

    List<KindSummary> kinds(Progress progress) throws IOException {
        SearchRequest request = new SearchRequest.Builder().index(cluster.index()).size(0).aggregations("kinds", a -> a.terms(t -> t.field(EventDocument.KIND)
                .size(MOST_KINDS)).aggregations("bytes", b -> b.sum(s -> s.field(EventDocument.BYTES)))
                .aggregations("oldest", o -> o.min(m -> m.field(EventDocument.TIME)))).build();
        return answer(request, progress).aggregations().get("kinds").sterms().buckets().array().stream()
                .map(kind -> new KindSummary(kind.key().stringValue(), kind.docCount(), Math.round(kind.aggregations().get("bytes").sum().value()),
                        Instant.ofEpochMilli(Math.round(kind.aggregations().get("oldest").min().value()))))
                .sorted(Comparator.comparing(KindSummary::kind)).toList();
    }

    /** The time before which events of a kind must go, so that the others take at most so many bytes; to the hour. */
    Instant cut(String kind, long bytes, Progress progress) throws IOException {
        long kept = 0;
        Map<String, FieldValue> after = Map.of();
        while (true) {
            var from = after;
            SearchRequest request = new SearchRequest.Builder().index(cluster.index()).size(0).query(ElasticClauses.term(EventDocument.KIND, kind))
                    .aggregations("hours", a -> a.composite(c -> {
                        c.size(1_000).sources(Map.of("hour", CompositeAggregationSource.of(s -> s.dateHistogram(h -> h.field(EventDocument.TIME)
                                .fixedInterval(i -> i.time(HOUR.toMillis() + "ms")).order(SortOrder.Desc)))));
                        return from.isEmpty() ? c : c.after(from);
                    }).aggregations("bytes", b -> b.sum(s -> s.field(EventDocument.BYTES)))).build();
            var hours = answer(request, progress).aggregations().get("hours").composite();
            for (var hour : hours.buckets().array()) {
                kept += Math.round(hour.aggregations().get("bytes").sum().value());
                if (kept > bytes) {
                    return Instant.ofEpochMilli(hour.key().get("hour").longValue()).plus(HOUR);
                }
            }
            if (hours.afterKey() == null || hours.afterKey().isEmpty()) {
                return Instant.MIN;
            }
            after = hours.afterKey();
        }
    }
}
