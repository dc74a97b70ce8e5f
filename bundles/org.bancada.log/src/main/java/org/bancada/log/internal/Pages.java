package org.bancada.log.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.NumericUtils;
import org.bancada.log.Event;
import org.bancada.log.LogStore.Order;

/**
 * The first events of a query by time. Events come in about in the order of time, so that each one is newer than all before it: sorting would
 * look at every one. Instead spans of time are searched, from the near end on, each holding more events than the one before, until enough are
 * found.
 */
final class Pages {
    /** Few enough to sort them all. */
    private static final long FEW = 20_000;
    /** As {@link #FEW}, of events that must be read to be judged. */
    private static final long FEW_TO_READ = 1_000;
    private static final long MOST_AT_ONCE = 500_000;
    private static final int GROWTH = 8;
    private static final int GROWTH_TO_READ = 3;

    private final IndexSearcher searcher;
    private final Query query;
    private final boolean newest;
    private final boolean exact;

    Pages(IndexSearcher searcher, Query query, Order order) {
        this.searcher = searcher;
        this.query = query;
        newest = order == Order.NEWEST_FIRST;
        exact = !(query instanceof VerifiedQuery);
    }

    /** @param after the last event of the page before; null for the first page */
    List<Event> page(int limit, Event after) throws IOException {
        IndexReader reader = searcher.getIndexReader();
        byte[] least = PointValues.getMinPackedValue(reader, Indexed.TIME);
        if (least == null) {
            return List.of();
        }
        long first = NumericUtils.sortableBytesToLong(least, 0);
        long last = NumericUtils.sortableBytesToLong(PointValues.getMaxPackedValue(reader, Indexed.TIME), 0);
        if (after != null) {
            long at = after.time().toEpochMilli();
            first = newest ? first : Math.max(first, at);
            last = newest ? Math.min(last, at) : last;
        }
        FieldDoc position = after == null ? null : new FieldDoc(Integer.MAX_VALUE, 0, new Object[] {after.time().toEpochMilli(), after.order()});
        Query rewritten = searcher.rewrite(query);
        if (candidates(rewritten) <= (exact ? FEW : FEW_TO_READ)) {
            return found(rewritten, limit, position);
        }
        List<Event> events = new ArrayList<>();
        long wanted = 4L * limit;
        while (first <= last && events.size() < limit) {
            long bound = bound(reader, first, last, wanted);
            long from = newest ? bound : first;
            long to = newest ? last : bound;
            Query within = new BooleanQuery.Builder().add(rewritten, Occur.FILTER).add(LuceneClauses.between(from, to), Occur.FILTER).build();
            events.addAll(found(within, limit - events.size(), position));
            first = newest ? first : bound + 1;
            last = newest ? bound - 1 : last;
            wanted = Math.min(MOST_AT_ONCE, wanted * (exact ? GROWTH : GROWTH_TO_READ));
        }
        return events;
    }

    private long candidates(Query rewritten) throws IOException {
        Weight weight = searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1);
        long candidates = 0;
        for (LeafReaderContext part : searcher.getIndexReader().leaves()) {
            ScorerSupplier supplier = weight.scorerSupplier(part);
            candidates += supplier == null ? 0 : supplier.cost();
        }
        return candidates;
    }

    /** How far to go from the near end to have about so many events. */
    private long bound(IndexReader reader, long first, long last, long wanted) throws IOException {
        long near = 0;
        long far = last - first;
        if (count(reader, first, last) <= 2 * wanted) {
            return newest ? first : last;
        }
        // The far end holds too many: halve until it does not, or until one instant does.
        while (far - near > 1) {
            long middle = near + (far - near) / 2;
            long count = newest ? count(reader, last - middle, last) : count(reader, first, first + middle);
            if (count > 2 * wanted) {
                far = middle;
            } else {
                near = middle;
                if (count >= wanted / 2) {
                    break;
                }
            }
        }
        return newest ? last - near : first + near;
    }

    /** Looked up in the tree of times, whose leaves have 512 events: not exact. */
    private static long count(IndexReader reader, long from, long to) throws IOException {
        long count = 0;
        for (LeafReaderContext part : reader.leaves()) {
            PointValues times = part.reader().getPointValues(Indexed.TIME);
            count += times == null ? 0 : times.estimatePointCount(new Span(from, to));
        }
        return count;
    }

    private record Span(long from, long to) implements PointValues.IntersectVisitor {
        @Override
        public void visit(int document) {
            throw new UnsupportedOperationException("only estimated");
        }

        @Override
        public void visit(int document, byte[] value) {
            throw new UnsupportedOperationException("only estimated");
        }

        @Override
        public PointValues.Relation compare(byte[] least, byte[] most) {
            long low = NumericUtils.sortableBytesToLong(least, 0);
            long high = NumericUtils.sortableBytesToLong(most, 0);
            if (low > to || high < from) {
                return PointValues.Relation.CELL_OUTSIDE_QUERY;
            }
            return low >= from && high <= to ? PointValues.Relation.CELL_INSIDE_QUERY : PointValues.Relation.CELL_CROSSES_QUERY;
        }
    }

    private List<Event> found(Query some, int limit, FieldDoc after) throws IOException {
        Sort sort = new Sort(new SortField(Indexed.TIME, SortField.Type.LONG, newest), new SortField(Indexed.ORDER, SortField.Type.LONG, newest));
        TopDocs found = searcher.search(some, new TopFieldCollectorManager(sort, limit, after, 1));
        List<Event> events = new ArrayList<>(found.scoreDocs.length);
        for (ScoreDoc document : found.scoreDocs) {
            Object[] at = ((FieldDoc) document).fields;
            events.add(StoredEvent.read(searcher.storedFields(), document.doc, (Long) at[0], (Long) at[1]));
        }
        return events;
    }
}
