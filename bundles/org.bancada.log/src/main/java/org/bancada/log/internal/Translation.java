package org.bancada.log.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automata;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.bancada.core.query.Expr;
import org.bancada.core.query.Moment;
import org.bancada.core.query.Quantity;
import org.bancada.core.query.Text;
import org.bancada.log.Event;

/**
 * Turns an expression into a Lucene query that finds every event that matches it, and says whether it finds no other: else each event
 * found is tested by the expression itself ({@link VerifiedQuery}). So the language has one meaning, and the index only makes it fast.
 */
final class Translation {
    /** More conditions than this are refused. */
    static final int MOST_CONDITIONS = 1_000;
    private static final int MOST_NAMES = 256;
    private static final int MOST_WORK = 20_000;
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

    private final IndexReader reader;
    private final ZonedDateTime now;
    private int conditions;

    /** @param exact whether the query finds no event that does not match */
    record Found(Query query, boolean exact) {
    }

    /** A query with more conditions than the store works on. */
    static final class TooManyConditions extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param now what times are relative to, in the zone that times without one are in */
    Translation(IndexReader reader, ZonedDateTime now) {
        this.reader = reader;
        this.now = now;
    }

    Found of(Expr expr) throws IOException {
        if (++conditions > MOST_CONDITIONS) {
            throw new TooManyConditions();
        }
        return switch (expr) {
            case Expr.Everything all -> everything(true);
            case Expr.And and -> list(and.all(), Occur.FILTER);
            case Expr.Or or -> list(or.any(), Occur.SHOULD);
            case Expr.Not not -> not(of(not.of()));
            case Expr.Exists exists -> field(exists.field(), (name, none) -> exists(name), null);
            case Expr.Is is -> field(is.field(), this::is, is.value());
            case Expr.Range range -> field(range.field(), (name, value) -> range(name, range.operator(), value.plain()), range.value());
            case Expr.FreeText free -> freeText(free.value());
        };
    }

    private static Found everything(boolean exact) {
        return new Found(new MatchAllDocsQuery(), exact);
    }

    private static Found none() {
        return new Found(new MatchNoDocsQuery(), true);
    }

    private Found list(List<Expr> operands, Occur occur) throws IOException {
        List<Found> parts = new ArrayList<>();
        for (Expr operand : operands) {
            parts.add(of(operand));
        }
        return join(parts, occur);
    }

    private static Found join(List<Found> parts, Occur occur) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        parts.forEach(part -> all.add(part.query(), occur));
        return new Found(new ConstantScoreQuery(all.build()), parts.stream().allMatch(Found::exact));
    }

    private static Found or(Query... queries) {
        return join(java.util.Arrays.stream(queries).map(q -> new Found(q, true)).toList(), Occur.SHOULD);
    }

    private static Found not(Found of) {
        if (!of.exact()) {
            return everything(false);
        }
        return new Found(new BooleanQuery.Builder().add(new MatchAllDocsQuery(), Occur.FILTER).add(of.query(), Occur.MUST_NOT).build(), true);
    }

    private Found field(Text field, BiFunction<String, Text, Found> test, Text value) throws IOException {
        if (!field.hasWildcard()) {
            return test.apply(field.plain(), value);
        }
        List<String> names = new ArrayList<>(List.of(Event.ID, Event.TIME).stream().filter(name -> shape(field, name)).toList());
        Terms terms = MultiTerms.getTerms(reader, Indexed.NAMES);
        TermsEnum each = terms == null ? TermsEnum.EMPTY : terms.iterator();
        for (BytesRef term = each.next(); term != null; term = each.next()) {
            String name = term.utf8ToString();
            if (shape(field, name) && name.charAt(0) > '\u0004') {
                names.add(name);
            }
            if (names.size() > MOST_NAMES) {
                return everything(false);
            }
        }
        return names.isEmpty() ? none() : join(names.stream().map(name -> test.apply(name, value)).toList(), Occur.SHOULD);
    }

    private static boolean shape(Text glob, String name) {
        List<String> parts = glob.parts().stream().map(Tokens::fold).toList();
        String text = Tokens.fold(name);
        int length = parts.stream().mapToInt(String::length).sum();
        if (name.isEmpty() || length > text.length() || !text.startsWith(parts.getFirst()) || !text.endsWith(parts.getLast())) {
            return false;
        }
        int at = parts.getFirst().length();
        int end = text.length() - parts.getLast().length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0 || found + part.length() > end) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }

    private Found exists(String name) {
        return name.equals(Event.ID) || name.equals(Event.TIME) ? everything(true) : new Found(mark(name), true);
    }

    private static Query mark(String name) {
        return new TermQuery(new Term(Indexed.NAMES, name));
    }

    private boolean any(String mark) {
        try {
            return reader.docFreq(new Term(Indexed.NAMES, mark)) > 0;
        } catch (IOException unknown) {
            return true;
        }
    }

    private static Query term(String name, String value) {
        return new TermQuery(new Term(Indexed.TERMS, name + "\0" + value));
    }

    private Found is(String name, Text value) {
        if (name.equals(Event.ID)) {
            return everything(false);
        }
        if (name.equals(Event.TIME)) {
            return isTime(value);
        }
        if (Event.isProse(name)) {
            return isProse(name, value);
        }
        if (value.hasWildcard()) {
            return shaped(name, value);
        }
        String whole = value.plain();
        List<Found> parts = new ArrayList<>(List.of(equal(name, whole)));
        if (!value.quoted() && whole.indexOf(' ') >= 0) {
            for (String word : whole.split(" ")) {
                if (!word.isEmpty()) {
                    parts.add(equal(name, word));
                }
            }
        }
        return join(parts, Occur.SHOULD);
    }

    private Found equal(String name, String wanted) {
        if (wanted.length() > Tokens.LONGEST) {
            return new Found(mark(Indexed.LONG_VALUE + name), false);
        }
        Query same = term(name, Tokens.fold(wanted));
        if (PLAIN_NUMBER.matcher(wanted).matches()) {
            if (wanted.length() > 1 && wanted.charAt(0) == '0' && wanted.charAt(1) != '.') {
                return new Found(same, true);
            }
            double number = Double.parseDouble(wanted);
            return or(same, numbers(name, false, number, number));
        }
        if (Quantity.parse(wanted).isPresent()) {
            return new Found(mark(name), false);
        }
        if (wanted.length() != 4 && Moment.parse(wanted).isPresent()) {
            return new Found(or(same, mark(Indexed.DATE + name)).query(), !any(Indexed.DATE + name));
        }
        return new Found(same, true);
    }

    private Found isTime(Text value) {
        Optional<Moment> moment = value.hasWildcard() || value.plain().length() == 4 ? Optional.empty() : Moment.parse(value.plain());
        if (moment.isEmpty()) {
            return everything(false);
        }
        Moment.Span span = moment.get().span(now);
        return new Found(between(span.start(), span.end()), true);
    }

    /** @param from null for no bound; {@code to} is not within, null for no bound */
    static Query between(Instant from, Instant to) {
        return LongPoint.newRangeQuery(Indexed.TIME, from == null ? Long.MIN_VALUE : ceiling(from), to == null ? Long.MAX_VALUE : ceiling(to) - 1);
    }

    private static long ceiling(Instant time) {
        try {
            return time.toEpochMilli() + (time.getNano() % 1_000_000 == 0 ? 0 : 1);
        } catch (ArithmeticException beyond) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE + 1 : Long.MAX_VALUE;
        }
    }

    private Found isProse(String name, Text value) {
        if (value.hasWildcard()) {
            return new Found(mark(name), value.isEverything());
        }
        if (value.quoted() || value.plain().indexOf(' ') < 0) {
            return occurs(value.plain(), word -> term(name, word));
        }
        List<Found> words = new ArrayList<>();
        for (String word : value.plain().split(" ")) {
            if (!word.isEmpty()) {
                words.add(occurs(word, w -> term(name, w)));
            }
        }
        return words.isEmpty() ? new Found(mark(name), false) : join(words, Occur.SHOULD);
    }

    /** A text at the bounds of words: all of its words are words of the event. */
    private static Found occurs(String text, java.util.function.Function<String, Query> word) {
        List<Found> words = new ArrayList<>();
        Tokens.each(text, w -> words.add(new Found(word.apply(w), true)));
        if (words.isEmpty() || words.size() > MOST_NAMES) {
            return everything(false);
        }
        return new Found(join(words, Occur.FILTER).query(), Tokens.isWord(text));
    }

    private static Query anywhere(String word) {
        BooleanQuery.Builder any = new BooleanQuery.Builder().add(new TermQuery(new Term(Indexed.WORDS, word)), Occur.SHOULD);
        Event.prose().forEach(name -> any.add(term(name, word), Occur.SHOULD));
        return new ConstantScoreQuery(any.build());
    }

    private Found shaped(String name, Text glob) {
        List<Automaton> parts = new ArrayList<>(List.of(Automata.makeString(name + "\0")));
        for (int i = 0; i < glob.parts().size(); i++) {
            if (i > 0) {
                parts.add(Automata.makeAnyString());
            }
            parts.add(Automata.makeString(Tokens.fold(glob.parts().get(i))));
        }
        Query found = automaton(Indexed.TERMS, parts);
        if (found == null) {
            return new Found(mark(name), false);
        }
        return any(Indexed.LONG_VALUE + name) ? new Found(or(found, mark(Indexed.LONG_VALUE + name)).query(), false) : new Found(found, true);
    }

    private static Query automaton(String field, List<Automaton> parts) {
        try {
            return new AutomatonQuery(new Term(field), Operations.determinize(Operations.concatenate(parts), MOST_WORK));
        } catch (TooComplexToDeterminizeException tooMuch) {
            return null;
        }
    }

    private Found freeText(Text text) {
        if (text.hasWildcard()) {
            return freeShape(text);
        }
        if (text.quoted()) {
            return occurs(text.plain(), Translation::anywhere);
        }
        List<Found> words = new ArrayList<>();
        for (String word : text.plain().split(" ")) {
            if (!word.isEmpty()) {
                words.add(occurs(word, Translation::anywhere));
            }
        }
        return words.isEmpty() ? everything(false) : join(words, Occur.FILTER);
    }

    /** Whatever has the shape has its longest run of letters and digits in one word, at the word's start when it is the shape's start. */
    private Found freeShape(Text glob) {
        String longest = "";
        boolean first = false;
        for (int i = 0; i < glob.parts().size(); i++) {
            String part = Tokens.fold(glob.parts().get(i));
            int start = 0;
            for (int at = 0; at <= part.length(); at++) {
                if (at == part.length() || !Character.isLetterOrDigit(part.charAt(at))) {
                    if (at - start > longest.length()) {
                        longest = part.substring(start, at);
                        first = i == 0 && start == 0;
                    }
                    start = at + 1;
                }
            }
        }
        if (longest.isEmpty() || longest.length() >= Tokens.LONGEST || any(Indexed.LONG_WORD)) {
            return everything(glob.isEverything());
        }
        List<Query> queries = new ArrayList<>();
        for (String prefix : prefixes()) {
            List<Automaton> parts = new ArrayList<>();
            if (!prefix.isEmpty()) {
                parts.add(Automata.makeString(prefix));
            }
            if (!first) {
                parts.add(Automata.makeAnyString());
            }
            parts.add(Automata.makeString(longest));
            parts.add(Automata.makeAnyString());
            Query found = automaton(prefix.isEmpty() ? Indexed.WORDS : Indexed.TERMS, parts);
            if (found == null) {
                return everything(false);
            }
            queries.add(found);
        }
        boolean prefixOnly = glob.parts().size() == 2 && glob.parts().get(1).isEmpty() && Tokens.isWord(glob.parts().getFirst());
        return new Found(or(queries.toArray(Query[]::new)).query(), prefixOnly);
    }

    private static List<String> prefixes() {
        List<String> prefixes = new ArrayList<>(List.of(""));
        Event.prose().forEach(name -> prefixes.add(name + "\0"));
        return prefixes;
    }

    private Found range(String name, Expr.Operator operator, String wanted) {
        if (name.equals(Event.ID)) {
            return everything(false);
        }
        Optional<Moment> moment = Moment.parse(wanted);
        if (name.equals(Event.TIME)) {
            return moment.map(m -> new Found(side(m.span(now), operator), true)).orElse(everything(false));
        }
        boolean number = Quantity.parse(wanted).isPresent();
        if (!number) {
            return moment.isPresent() ? new Found(mark(Indexed.DATE + name), false) : new Found(mark(name), false);
        }
        if (!PLAIN_NUMBER.matcher(wanted).matches()) {
            return new Found(mark(name), false);
        }
        double bound = Double.parseDouble(wanted);
        double from = switch (operator) {
            case LESS, AT_MOST -> Double.NEGATIVE_INFINITY;
            case GREATER -> Math.nextUp(bound);
            case AT_LEAST -> bound;
        };
        double to = switch (operator) {
            case LESS -> Math.nextDown(bound);
            case AT_MOST -> bound;
            case GREATER, AT_LEAST -> Double.POSITIVE_INFINITY;
        };
        Found numbers = or(numbers(name, false, from, to), numbers(name, true, from, to));
        return moment.isPresent() && any(Indexed.DATE + name) ? new Found(or(numbers.query(), mark(Indexed.DATE + name)).query(), false) : numbers;
    }

    private static Query side(Moment.Span span, Expr.Operator operator) {
        return switch (operator) {
            case LESS -> between(null, span.start());
            case AT_MOST -> between(null, span.end());
            case GREATER -> between(span.end(), null);
            case AT_LEAST -> between(span.start(), null);
        };
    }

    private static Query numbers(String name, boolean zero, double from, double to) {
        return BinaryPoint.newRangeQuery(Indexed.NUMBERS, Indexed.point(name, zero, from), Indexed.point(name, zero, to));
    }
}
