package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.bancada.core.Progress;
import org.bancada.log.spi.Clause;
import org.bancada.log.spi.Vocabulary;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;

/** Clauses as queries of Elasticsearch, and what it knows of the terms. */
final class ElasticClauses implements Vocabulary {
    /** Elasticsearch refuses queries that are nested deeper than 30; each level of ours is at most two of them. */
    private static final int DEEPEST = 12;
    private static final int MOST_NAMES = 10_000;
    private static final long FIRST = -62_135_596_800_000L;
    private static final long LAST = 253_402_300_799_999L;

    private final Cluster cluster;
    private final Progress progress;

    ElasticClauses(Cluster cluster, Progress progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    @Override
    public List<String> names(Predicate<String> wanted, int most) throws IOException {
        List<String> names = cluster.ask(client -> client.search(s -> s.index(cluster.index()).size(0).trackTotalHits(t -> t.enabled(false))
                .aggregations("names", a -> a.terms(t -> t.field(EventDocument.NAMES).size(MOST_NAMES))), Void.class), progress)
                .aggregations().get("names").sterms().buckets().array().stream().map(bucket -> bucket.key().stringValue()).toList();
        List<String> found = names.stream().filter(wanted).limit(most).toList();
        // Of more names than these nobody knows which have the shape: as many as the caller asked for say that it must look itself.
        return names.size() < MOST_NAMES || found.size() == most ? found : names.subList(0, Math.min(most, MOST_NAMES));
    }

    @Override
    public boolean mayHave(String mark) {
        try {
            Query marked = term(EventDocument.MARKS, mark);
            return cluster.ask(client -> client.search(s -> s.index(cluster.index()).size(0).terminateAfter(1L).query(marked), Void.class), progress)
                    .hits().total().value() > 0;
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Whether it is nested so little that Elasticsearch takes it. */
    static boolean isFlat(Clause clause) {
        return depth(clause) <= DEEPEST;
    }

    private static int depth(Clause clause) {
        return switch (clause) {
            case Clause.All all -> 1 + all.of().stream().mapToInt(ElasticClauses::depth).max().orElse(0);
            case Clause.Any any -> 1 + any.of().stream().mapToInt(ElasticClauses::depth).max().orElse(0);
            case Clause.Not not -> 1 + depth(not.of());
            default -> 1;
        };
    }

    static Query query(Clause clause) {
        return switch (clause) {
            case Clause.Everything all -> Query.of(q -> q.matchAll(m -> m));
            case Clause.Nothing none -> Query.of(q -> q.matchNone(m -> m));
            case Clause.Term term -> term(field(term.column()), term.term());
            case Clause.Shaped shaped -> Query.of(q -> q.wildcard(w -> w.field(field(shaped.column()))
                    .value(shaped.parts().stream().map(ElasticClauses::literal).collect(Collectors.joining("*")))));
            case Clause.Between between -> Query.of(q -> q.range(r -> r.date(d -> d.field(EventDocument.TIME).format("epoch_millis")
                    .gte(Long.toString(Math.clamp(between.from(), FIRST, LAST + 1))).lte(Long.toString(Math.clamp(between.to(), FIRST - 1, LAST))))));
            case Clause.Numbers numbers -> Query.of(q -> q.range(r -> r.term(t -> t.field(EventDocument.NUMBERS)
                    .gte(EventDocument.number(numbers.field(), numbers.leadingZero(), numbers.from()))
                    .lte(EventDocument.number(numbers.field(), numbers.leadingZero(), numbers.to())))));
            case Clause.All all -> Query.of(q -> q.bool(b -> b.filter(all.of().stream().map(ElasticClauses::query).toList())));
            case Clause.Any any -> any(any.of());
            case Clause.Not not -> Query.of(q -> q.bool(b -> b.mustNot(query(not.of()))));
        };
    }

    /** Terms of one column are one condition: a thousand of them then cost one. */
    private static Query any(List<Clause> clauses) {
        if (clauses.stream().allMatch(Clause.Term.class::isInstance)) {
            var columns = clauses.stream().map(Clause.Term.class::cast).collect(Collectors.groupingBy(Clause.Term::column));
            List<Query> each = columns.entrySet().stream().map(column -> Query.of(q -> q.terms(t -> t.field(field(column.getKey()))
                    .terms(v -> v.value(column.getValue().stream().map(term -> FieldValue.of(EventDocument.whole(term.term()))).toList()))))).toList();
            return each.size() == 1 ? each.getFirst() : Query.of(q -> q.bool(b -> b.should(each)));
        }
        return Query.of(q -> q.bool(b -> b.should(clauses.stream().map(ElasticClauses::query).toList())));
    }

    static Query term(String field, String term) {
        return Query.of(q -> q.term(t -> t.field(field).value(EventDocument.whole(term))));
    }

    private static String literal(String part) {
        return EventDocument.whole(part).replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }

    private static String field(Clause.Column column) {
        return switch (column) {
            case TERMS -> EventDocument.TERMS;
            case WORDS -> EventDocument.WORDS;
            case NAMES -> EventDocument.NAMES;
            case MARKS -> EventDocument.MARKS;
        };
    }
}
