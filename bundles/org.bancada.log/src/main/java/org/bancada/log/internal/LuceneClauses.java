package org.bancada.log.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.bancada.log.spi.Clause;
import org.bancada.log.spi.Vocabulary;

/** Clauses as Lucene queries, and what a reader knows of the terms. */
final class LuceneClauses implements Vocabulary {
    /** Enough for any shape that {@link org.bancada.log.spi.Translation} lets through. */
    private static final int MOST_WORK = 1_000_000;

    private final IndexReader reader;

    LuceneClauses(IndexReader reader) {
        this.reader = reader;
    }

    @Override
    public List<String> names(Predicate<String> wanted, int most) throws IOException {
        List<String> names = new ArrayList<>();
        Terms terms = MultiTerms.getTerms(reader, Indexed.NAMES);
        TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
        for (BytesRef term = each.next(); term != null && names.size() < most; term = each.next()) {
            String name = term.utf8ToString();
            if (wanted.test(name) && name.charAt(0) > '\u0004') {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public boolean mayHave(String mark) {
        try {
            return reader.docFreq(new Term(Indexed.NAMES, mark)) > 0;
        } catch (IOException unknown) {
            return true;
        }
    }

    @Override
    public boolean phrases() {
        return true;
    }

    static Query query(Clause clause) {
        return switch (clause) {
            case Clause.Everything all -> new MatchAllDocsQuery();
            case Clause.Nothing none -> new MatchNoDocsQuery();
            case Clause.Term term -> new TermQuery(new Term(field(term.column(), term.term()), term.term()));
            case Clause.Shaped shaped -> shaped(shaped);
            case Clause.Between between -> between(between.from(), between.to());
            case Clause.Numbers numbers -> BinaryPoint.newRangeQuery(Indexed.NUMBERS, Indexed.point(numbers.field(), numbers.leadingZero(), numbers.from()),
                    Indexed.point(numbers.field(), numbers.leadingZero(), numbers.to()));
            case Clause.All all -> all.phrase() ? phrase(all.of()) : join(all.of(), Occur.FILTER);
            case Clause.Any any -> join(any.of(), Occur.SHOULD);
            case Clause.Not not -> new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER).add(query(not.of()), Occur.MUST_NOT).build();
        };
    }

    /** By the tree of times, or by a look at each candidate's own when there are few. */
    static Query between(long from, long to) {
        return new IndexOrDocValuesQuery(LongPoint.newRangeQuery(Indexed.TIME, from, to), NumericDocValuesField.newSlowRangeQuery(Indexed.TIME, from, to));
    }

    private static Query phrase(List<Clause> words) {
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        for (Clause word : words) {
            Clause.Term term = (Clause.Term) word;
            phrase.add(new Term(field(term.column(), term.term()), term.term()));
        }
        return new ConstantScoreQuery(phrase.build());
    }

    private static String field(Clause.Column column, String term) {
        return switch (column) {
            case TERMS -> Indexed.column(term);
            case WORDS -> Indexed.WORDS;
            case NAMES, MARKS -> Indexed.NAMES;
        };
    }

    private static Query join(List<Clause> clauses, Occur occur) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        clauses.forEach(clause -> all.add(query(clause), occur));
        return new ConstantScoreQuery(all.build());
    }

    private static Query shaped(Clause.Shaped shaped) {
        List<Automaton> parts = new ArrayList<>();
        for (String part : shaped.parts()) {
            if (!parts.isEmpty()) {
                parts.add(Automata.makeAnyString());
            }
            parts.add(Automata.makeString(part));
        }
        return new AutomatonQuery(new Term(field(shaped.column(), shaped.parts().getFirst())), Operations.determinize(Operations.concatenate(parts), MOST_WORK));
    }
}
