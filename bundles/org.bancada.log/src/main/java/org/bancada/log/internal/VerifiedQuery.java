package org.bancada.log.internal;

import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;

/** Those events of another query that match a query of ours, each one tested. */
final class VerifiedQuery extends Query {
    private final Query candidates;
    private final org.bancada.core.query.Query test;
    private final BooleanSupplier cancelled;

    VerifiedQuery(Query candidates, org.bancada.core.query.Query test, BooleanSupplier cancelled) {
        this.candidates = candidates;
        this.test = test;
        this.cancelled = cancelled;
    }

    @Override
    public Query rewrite(IndexSearcher searcher) throws IOException {
        Query rewritten = candidates.rewrite(searcher);
        return rewritten == candidates ? super.rewrite(searcher) : new VerifiedQuery(rewritten, test, cancelled);
    }

    @Override
    public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) throws IOException {
        Weight found = candidates.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1);
        return new ConstantScoreWeight(this, boost) {
            @Override
            public ScorerSupplier scorerSupplier(LeafReaderContext context) throws IOException {
                ScorerSupplier supplier = found.scorerSupplier(context);
                return supplier == null ? null : new ScorerSupplier() {
                    @Override
                    public Scorer get(long leadCost) throws IOException {
                        return new ConstantScoreScorer(1, mode, verified(supplier.get(leadCost), context));
                    }

                    @Override
                    public long cost() {
                        return supplier.cost();
                    }
                };
            }

            @Override
            public boolean isCacheable(LeafReaderContext context) {
                return false;
            }
        };
    }

    private TwoPhaseIterator verified(Scorer found, LeafReaderContext context) throws IOException {
        TwoPhaseIterator inner = found.twoPhaseIterator();
        StoredFields stored = context.reader().storedFields();
        NumericDocValues times = context.reader().getNumericDocValues(Indexed.TIME);
        return new TwoPhaseIterator(inner == null ? found.iterator() : inner.approximation()) {
            @Override
            public boolean matches() throws IOException {
                if (inner != null && !inner.matches() || cancelled.getAsBoolean()) {
                    return false;
                }
                int document = approximation.docID();
                times.advanceExact(document);
                return test.matches(StoredEvent.read(stored, document, times.longValue(), 0));
            }

            @Override
            public float matchCost() {
                return 10_000;
            }
        };
    }

    @Override
    public void visit(QueryVisitor visitor) {
        candidates.visit(visitor);
    }

    @Override
    public String toString(String field) {
        return "verified(" + candidates.toString(field) + ")";
    }

    @Override
    public boolean equals(Object other) {
        return sameClassAs(other) && ((VerifiedQuery) other).candidates.equals(candidates) && ((VerifiedQuery) other).test.equals(test);
    }

    @Override
    public int hashCode() {
        return Objects.hash(classHash(), candidates, test);
    }
}
