package org.bancada.log.spi;

import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.bancada.core.query.Expr;
import org.bancada.core.query.Moment;
import org.bancada.core.query.Quantity;
import org.bancada.core.query.Text;
import org.bancada.log.Event;
import org.bancada.log.spi.Clause.Column;

/**
 * Turns an expression into a clause that finds every event that matches it, and says whether it finds no other: else each event found must
 * be tested by the query itself. So the language has one meaning, and an index only makes it fast.
 */
public final class Translation {
    /** More conditions than this are refused. */
    public static final int MOST_CONDITIONS = 1_000;
    private static final int MOST_NAMES = 256;
    private static final int MOST_PARTS = 32;
    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

    private final Vocabulary vocabulary;
    private final ZonedDateTime now;
    private int conditions;

    /** @param exact whether the clause finds no event that does not match */
    public record Found(Clause clause, boolean exact) {
    }

    /** A query with more conditions than a store works on. */
    public static final class TooManyConditions extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param now what times are relative to, in the zone that times without one are in */
    public Translation(Vocabulary vocabulary, ZonedDateTime now) {
        this.vocabulary = vocabulary;
        this.now = now;
    }

    /** @throws TooManyConditions when there are more than {@link #MOST_CONDITIONS} */
    public Found of(Expr expr) throws IOException {
        if (++conditions > MOST_CONDITIONS) {
            throw new TooManyConditions();
        }
        return switch (expr) {
            case Expr.Everything all -> everything(true);
            case Expr.And and -> join(all(and.all()), Clause.All::new);
            case Expr.Or or -> join(all(or.any()), Clause.Any::new);
            case Expr.Not not -> not(of(not.of()));
            case Expr.Exists exists -> field(exists.field(), (name, none) -> exists(name), null);
            case Expr.Is is -> field(is.field(), this::is, is.value());
            case Expr.Range range -> field(range.field(), (name, value) -> range(name, range.operator(), value.plain()), range.value());
            case Expr.FreeText free -> freeText(free.value());
        };
    }

    private static Found everything(boolean exact) {
        return new Found(new Clause.Everything(), exact);
    }

    private static Found none() {
        return new Found(new Clause.Nothing(), true);
    }

    private List<Found> all(List<Expr> operands) throws IOException {
        List<Found> parts = new ArrayList<>();
        for (Expr operand : operands) {
            parts.add(of(operand));
        }
        return parts;
    }

    private static Found join(List<Found> parts, Function<List<Clause>, Clause> how) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return new Found(how.apply(parts.stream().map(Found::clause).toList()), parts.stream().allMatch(Found::exact));
    }

    private static Found any(List<Found> parts) {
        return join(parts, Clause.Any::new);
    }

    private static Found or(Clause... clauses) {
        return any(Arrays.stream(clauses).map(clause -> new Found(clause, true)).toList());
    }

    private static Found not(Found of) {
        return of.exact() ? new Found(new Clause.Not(of.clause()), true) : everything(false);
    }

    private Found field(Text field, BiFunction<String, Text, Found> test, Text value) throws IOException {
        if (!field.hasWildcard()) {
            return test.apply(field.plain(), value);
        }
        List<String> names = new ArrayList<>(Stream.of(Event.ID, Event.TIME).filter(name -> shape(field, name)).toList());
        names.addAll(vocabulary.names(name -> shape(field, name), MOST_NAMES + 1));
        if (names.size() > MOST_NAMES) {
            return everything(false);
        }
        return names.isEmpty() ? none() : any(names.stream().map(name -> test.apply(name, value)).toList());
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

    private static Clause mark(String name) {
        return new Clause.Term(Column.NAMES, name);
    }

    private static Clause special(String mark) {
        return new Clause.Term(Column.MARKS, mark);
    }

    private static Clause term(String name, String value) {
        return new Clause.Term(Column.TERMS, name + "\0" + value);
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
        return join(parts, Clause.Any::new);
    }

    private Found equal(String name, String wanted) {
        if (wanted.length() > Tokens.LONGEST) {
            return new Found(special(IndexedEvent.LONG_VALUE + name), false);
        }
        Clause same = term(name, Tokens.fold(wanted));
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
            return new Found(or(same, special(IndexedEvent.DATE + name)).clause(), !vocabulary.mayHave(IndexedEvent.DATE + name));
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
    public static Clause between(Instant from, Instant to) {
        return new Clause.Between(from == null ? Long.MIN_VALUE : ceiling(from), to == null ? Long.MAX_VALUE : ceiling(to) - 1);
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
        return words.isEmpty() ? new Found(mark(name), false) : join(words, Clause.Any::new);
    }

    /** A text at the bounds of words: all of its words are words of the event. */
    private Found occurs(String text, Function<String, Clause> word) {
        if (text.indexOf(' ') > 0 && vocabulary.phrases()) {
            List<String> words = List.of(text.split(" ", -1));
            if (words.size() <= MOST_NAMES && words.stream().allMatch(Tokens::isWord)) {
                return new Found(phrase(words.stream().map(Tokens::fold).map(word).toList()), true);
            }
        }
        List<Found> words = new ArrayList<>();
        Tokens.each(text, w -> words.add(new Found(word.apply(w), true)));
        if (words.isEmpty() || words.size() > MOST_NAMES) {
            return everything(false);
        }
        return new Found(join(words, Clause.All::new).clause(), Tokens.isWord(text));
    }

    /** Where each word may stand in several columns, the phrase stands in one of them. */
    private static Clause phrase(List<Clause> words) {
        if (!(words.getFirst() instanceof Clause.Any first)) {
            return new Clause.All(words, true);
        }
        List<Clause> columns = new ArrayList<>();
        for (int i = 0; i < first.of().size(); i++) {
            int column = i;
            columns.add(new Clause.All(words.stream().map(word -> ((Clause.Any) word).of().get(column)).toList(), true));
        }
        return new Clause.Any(columns);
    }

    private static Clause anywhere(String word) {
        List<Clause> any = new ArrayList<>(List.of(new Clause.Term(Column.WORDS, word)));
        Event.prose().forEach(name -> any.add(term(name, word)));
        return new Clause.Any(any);
    }

    private Found shaped(String name, Text glob) {
        List<String> parts = new ArrayList<>(glob.parts().stream().map(Tokens::fold).toList());
        if (parts.size() > MOST_PARTS || parts.stream().mapToInt(String::length).sum() > Tokens.LONGEST) {
            return new Found(mark(name), false);
        }
        parts.set(0, name + "\0" + parts.getFirst());
        Clause found = new Clause.Shaped(Column.TERMS, parts);
        String cut = IndexedEvent.LONG_VALUE + name;
        return vocabulary.mayHave(cut) ? new Found(new Clause.Any(List.of(found, special(cut))), false) : new Found(found, true);
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
        return words.isEmpty() ? everything(false) : join(words, Clause.All::new);
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
        if (longest.isEmpty() || longest.length() >= Tokens.LONGEST || vocabulary.mayHave(IndexedEvent.LONG_WORD)) {
            return everything(glob.isEverything());
        }
        List<Clause> clauses = new ArrayList<>();
        clauses.add(shape(Column.WORDS, "", first, longest));
        for (String name : Event.prose()) {
            clauses.add(shape(Column.TERMS, name + "\0", first, longest));
        }
        boolean prefixOnly = glob.parts().size() == 2 && glob.parts().get(1).isEmpty() && Tokens.isWord(glob.parts().getFirst());
        return new Found(new Clause.Any(clauses), prefixOnly);
    }

    private static Clause shape(Column column, String prefix, boolean first, String word) {
        return new Clause.Shaped(column, first ? List.of(prefix + word, "") : List.of(prefix, word, ""));
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
            return moment.isPresent() ? new Found(special(IndexedEvent.DATE + name), false) : new Found(mark(name), false);
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
        return moment.isPresent() && vocabulary.mayHave(IndexedEvent.DATE + name) ? new Found(or(numbers.clause(), special(IndexedEvent.DATE + name)).clause(), false) : numbers;
    }

    private static Clause side(Moment.Span span, Expr.Operator operator) {
        return switch (operator) {
            case LESS -> between(null, span.start());
            case AT_MOST -> between(null, span.end());
            case GREATER -> between(span.end(), null);
            case AT_LEAST -> between(span.start(), null);
        };
    }

    private static Clause numbers(String name, boolean zero, double from, double to) {
        return new Clause.Numbers(name, zero, from, to);
    }
}
