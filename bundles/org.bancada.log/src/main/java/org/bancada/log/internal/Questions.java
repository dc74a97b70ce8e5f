package org.bancada.log.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.bancada.core.Progress;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.KindSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore.Order;
import org.bancada.log.Surroundings;
import org.bancada.log.TopValues;
import org.bancada.log.spi.BarWidth;
import org.bancada.log.spi.FieldTypes;
import org.bancada.log.spi.Tokens;
import org.bancada.log.spi.Translation;

/** Answers questions from the index. A cancelled one ends early with a wrong answer, which its caller throws away. */
final class Questions {
    private static final int PAGE = 1_000;
    private static final int MOST_FIELDS = 1_000;

    private final EventIndex index;

    Questions(EventIndex index) {
        this.index = index;
    }

    private interface With<T> {
        T answer(IndexSearcher searcher) throws IOException;
    }

    private <T> T with(Progress progress, With<T> question) throws IOException {
        progress.check();
        IndexSearcher acquired = index.acquire();
        try {
            IndexSearcher searcher = new IndexSearcher(acquired.getIndexReader());
            searcher.setQueryCache(null);
            searcher.setTimeout(progress::cancelled);
            T answer = question.answer(searcher);
            progress.check();
            return answer;
        } finally {
            index.release(acquired);
        }
    }

    private static Query query(IndexReader reader, LogQuery query, Progress progress, Query... more) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (query.from() != null || query.to() != null) {
            all.add(LuceneClauses.query(Translation.between(query.from(), query.to())), Occur.FILTER);
        }
        for (Query another : more) {
            all.add(another, Occur.FILTER);
        }
        Translation.Found found = new Translation(new LuceneClauses(reader), ZonedDateTime.now()).of(query.query().expr());
        all.add(LuceneClauses.query(found.clause()), Occur.FILTER);
        Query candidates = new org.apache.lucene.search.ConstantScoreQuery(all.build());
        return found.exact() ? candidates : new VerifiedQuery(candidates, query.query(), progress::cancelled);
    }

    private static List<Event> page(IndexSearcher searcher, Query query, Order order, int limit, Event after) throws IOException {
        return new Pages(searcher, query, order).page(limit, after);
    }

    List<Event> search(LogQuery query, Order order, int limit, Event after, Progress progress) throws IOException {
        return with(progress, searcher -> page(searcher, query(searcher.getIndexReader(), query, progress), order, limit, after));
    }

    Optional<Event> event(String kind, String id) throws IOException {
        Query named = new TermQuery(new Term(Indexed.KEY, Indexed.keyTerm(Indexed.key(kind, id))));
        return with(Progress.none(), searcher -> page(searcher, named, Order.NEWEST_FIRST, 1, null).stream().findFirst());
    }

    long count(LogQuery query, Progress progress) throws IOException {
        return with(progress, searcher -> (long) searcher.count(query(searcher.getIndexReader(), query, progress)));
    }

    /** Collects numbers from columns, with a look at the progress now and then. */
    private abstract static class Columns extends SimpleCollector {
        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }

    Histogram histogram(LogQuery query, int bars, ZoneId zone, Progress progress) throws IOException {
        return with(progress, searcher -> {
            Query lucene = query(searcher.getIndexReader(), query, progress);
            List<Event> first = page(searcher, lucene, Order.OLDEST_FIRST, 1, null);
            if (first.isEmpty()) {
                return new Histogram(Instant.EPOCH, Duration.ofSeconds(1), List.of());
            }
            Event last = page(searcher, lucene, Order.NEWEST_FIRST, 1, null).getFirst();
            long from = query.from() == null ? first.getFirst().time().toEpochMilli() : BarWidth.millis(query.from());
            long to = query.to() == null ? last.time().toEpochMilli() : BarWidth.lastBefore(query.to());
            Duration width = BarWidth.of(to - from + 1, bars);
            long start = BarWidth.start(from, width, zone);
            long step = width.toMillis();
            long[] counts = new long[(int) ((to - start) / step) + 1];
            searcher.search(lucene, new Columns() {
                private NumericDocValues times;

                @Override
                protected void doSetNextReader(LeafReaderContext context) throws IOException {
                    times = DocValues.getNumeric(context.reader(), Indexed.TIME);
                }

                @Override
                public void collect(int document) throws IOException {
                    times.advanceExact(document);
                    counts[(int) ((times.longValue() - start) / step)]++;
                }
            });
            return new Histogram(Instant.ofEpochMilli(start), width, Arrays.stream(counts).boxed().toList());
        });
    }

    TopValues top(LogQuery query, String field, int limit, Progress progress) throws IOException {
        return with(progress, searcher -> {
            Map<String, Long> counts = new HashMap<>();
            long[] events = new long[2];
            ValueCounts collector = new ValueCounts(field, counts, events);
            searcher.search(query(searcher.getIndexReader(), query, progress), collector);
            collector.flush();
            List<TopValues.Value> top = counts.entrySet().stream().map(e -> new TopValues.Value(e.getKey(), e.getValue()))
                    .sorted(Comparator.comparingLong(TopValues.Value::count).reversed().thenComparing(TopValues.Value::value)).limit(limit).toList();
            return new TopValues(top, events[0], events[1]);
        });
    }

    /** Counts the values of one field: they are neighbours in the columns of all values, since each begins with its field's name. */
    private static final class ValueCounts extends Columns {
        private final String column;
        private final BytesRef begin;
        private final BytesRef end;
        private final Map<String, Long> counts;
        private final long[] events;
        private SortedSetDocValues values;
        private long first;
        private long behind;
        private int[] perOrd = new int[0];

        /** @param events gets how many there were, and how many had the field */
        ValueCounts(String field, Map<String, Long> counts, long[] events) {
            column = Indexed.valueColumn(field);
            begin = new BytesRef(field + "\0");
            end = new BytesRef(field + "\u0001");
            this.counts = counts;
            this.events = events;
        }

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            flush();
            values = DocValues.getSortedSet(context.reader(), column);
            first = position(begin);
            behind = position(end);
            perOrd = new int[(int) Math.min(Integer.MAX_VALUE - 8L, behind - first)];
        }

        private long position(BytesRef term) throws IOException {
            long found = values.lookupTerm(term);
            return found < 0 ? -found - 1 : found;
        }

        @Override
        public void collect(int document) throws IOException {
            events[0]++;
            if (first == behind || !values.advanceExact(document)) {
                return;
            }
            boolean has = false;
            for (int i = values.docValueCount(); i > 0; i--) {
                long ord = values.nextOrd();
                if (ord >= behind) {
                    break;
                }
                if (ord >= first) {
                    perOrd[(int) (ord - first)]++;
                    has = true;
                }
            }
            events[1] += has ? 1 : 0;
        }

        void flush() throws IOException {
            for (int i = 0; i < perOrd.length; i++) {
                if (perOrd[i] > 0) {
                    BytesRef term = values.lookupOrd(first + i);
                    String value = new String(term.bytes, term.offset + begin.length, term.length - begin.length, StandardCharsets.UTF_8);
                    counts.merge(value, (long) perOrd[i], Long::sum);
                }
            }
            perOrd = new int[0];
        }
    }

    List<FieldSummary> fields(LogQuery query, Progress progress) throws IOException {
        return with(progress, searcher -> {
            Query lucene = query(searcher.getIndexReader(), query, progress);
            List<Event> sample = page(searcher, lucene, Order.NEWEST_FIRST, FieldTypes.SAMPLE, null);
            List<FieldSummary> fields = new ArrayList<>();
            for (String name : names(searcher.getIndexReader(), sample)) {
                progress.check();
                Query having = new BooleanQuery.Builder().add(lucene, Occur.FILTER).add(new TermQuery(new Term(Indexed.NAMES, name)), Occur.FILTER).build();
                int count = searcher.count(having);
                if (count > 0) {
                    fields.add(new FieldSummary(name, FieldTypes.of(name, sample), count));
                }
            }
            fields.sort(Comparator.comparingLong(FieldSummary::count).reversed().thenComparing(FieldSummary::name));
            return List.copyOf(fields);
        });
    }

    /** The names of fields; when there are too many those of the newest events, then the most frequent ones of the whole index. */
    private static Set<String> names(IndexReader reader, List<Event> sample) throws IOException {
        Map<String, Integer> frequencies = new HashMap<>();
        Terms terms = MultiTerms.getTerms(reader, Indexed.NAMES);
        TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
        for (BytesRef term = each.next(); term != null; term = each.next()) {
            if (term.length > 0 && term.bytes[term.offset] > 4) {
                frequencies.put(term.utf8ToString(), each.docFreq());
            }
        }
        Set<String> names = new LinkedHashSet<>();
        sample.stream().flatMap(event -> event.fieldNames().stream()).filter(frequencies::containsKey).limit(100L * MOST_FIELDS).forEach(names::add);
        frequencies.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_FIELDS).forEach(frequent -> names.add(frequent.getKey()));
        return names.stream().limit(MOST_FIELDS).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Surroundings around(Event anchor, org.bancada.core.query.Query filter, int before, int after, Progress progress) throws IOException {
        return with(progress, searcher -> {
            List<Query> sameNode = new ArrayList<>();
            if (anchor.nodeField().isPresent()) {
                sameNode.add(new TermQuery(new Term(Indexed.TERMS, anchor.nodeField().get() + "\0" + Tokens.fold(Tokens.cut(anchor.node().orElseThrow())))));
            }
            Query lucene = query(searcher.getIndexReader(), LogQuery.of(filter), progress, sameNode.toArray(Query[]::new));
            List<Event> older = before == 0 ? List.of() : page(searcher, lucene, Order.NEWEST_FIRST, before, anchor);
            List<Event> newer = after == 0 ? List.of() : page(searcher, lucene, Order.OLDEST_FIRST, after, anchor);
            return new Surroundings(older.reversed(), anchor, newer);
        });
    }

    long export(LogQuery query, Consumer<Event> to, Progress progress) throws IOException {
        return with(progress, searcher -> {
            Query lucene = query(searcher.getIndexReader(), query, progress);
            long count = 0;
            Event last = null;
            while (true) {
                List<Event> page = page(searcher, lucene, Order.OLDEST_FIRST, PAGE, last);
                for (Event event : page) {
                    progress.check();
                    to.accept(event);
                    count++;
                }
                progress.worked(page.size());
                if (page.size() < PAGE) {
                    return count;
                }
                last = page.getLast();
            }
        });
    }

    private static Query kind(String kind) {
        return new TermQuery(new Term(Indexed.TERMS, Event.KIND + "\0" + Tokens.fold(kind)));
    }

    List<KindSummary> kinds(Progress progress) throws IOException {
        TopValues kinds = top(LogQuery.of(everything()), Event.KIND, Integer.MAX_VALUE, progress);
        return with(progress, searcher -> {
            List<KindSummary> summaries = new ArrayList<>();
            for (TopValues.Value kind : kinds.values()) {
                long[] bytes = new long[1];
                searcher.search(kind(kind.value()), new Columns() {
                    private NumericDocValues sizes;

                    @Override
                    protected void doSetNextReader(LeafReaderContext context) throws IOException {
                        sizes = DocValues.getNumeric(context.reader(), Indexed.BYTES);
                    }

                    @Override
                    public void collect(int document) throws IOException {
                        bytes[0] += sizes.advanceExact(document) ? sizes.longValue() : 0;
                    }
                });
                List<Event> oldest = page(searcher, kind(kind.value()), Order.OLDEST_FIRST, 1, null);
                if (!oldest.isEmpty()) {
                    summaries.add(new KindSummary(kind.value(), kind.count(), bytes[0], oldest.getFirst().time()));
                }
            }
            summaries.sort(Comparator.comparing(KindSummary::kind));
            return List.copyOf(summaries);
        });
    }

    private static org.bancada.core.query.Query everything() {
        try {
            return org.bancada.core.query.Query.parse("*");
        } catch (org.bancada.core.query.QueryException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The time before which events of a kind must go, so that the others take at most so many bytes; to the hour. */
    Instant cut(String kind, long bytes, Progress progress) throws IOException {
        return with(progress, searcher -> {
            TreeMap<Long, Long> hours = new TreeMap<>();
            long hour = Duration.ofHours(1).toMillis();
            searcher.search(kind(kind), new Columns() {
                private NumericDocValues sizes;
                private NumericDocValues times;

                @Override
                protected void doSetNextReader(LeafReaderContext context) throws IOException {
                    sizes = DocValues.getNumeric(context.reader(), Indexed.BYTES);
                    times = DocValues.getNumeric(context.reader(), Indexed.TIME);
                }

                @Override
                public void collect(int document) throws IOException {
                    sizes.advanceExact(document);
                    times.advanceExact(document);
                    hours.merge(Math.floorDiv(times.longValue(), hour), sizes.longValue(), Long::sum);
                }
            });
            long kept = 0;
            for (Map.Entry<Long, Long> each : hours.descendingMap().entrySet()) {
                kept += each.getValue();
                if (kept > bytes) {
                    return Instant.ofEpochMilli((each.getKey() + 1) * hour);
                }
            }
            return Instant.MIN;
        });
    }

    /** @param before per kind the first instant that is kept */
    long remove(Map<String, Instant> before, boolean really, Progress progress) throws IOException {
        long removed = 0;
        for (Map.Entry<String, Instant> cut : before.entrySet()) {
            Query old = new BooleanQuery.Builder().add(kind(cut.getKey()), Occur.FILTER).add(LuceneClauses.query(Translation.between(null, cut.getValue())), Occur.FILTER).build();
            long count = with(progress, searcher -> (long) searcher.count(old));
            if (really && count > 0) {
                index.delete(old);
            }
            removed += count;
        }
        return removed;
    }
}
