package org.bancada.core.query;

import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.bancada.core.NaturalOrder;

/** Turns an expression into a test of records: whatever can be prepared is prepared once. */
final class Evaluation {
    private static final ValueTest ANY = (name, value) -> true;

    private final Clock clock;

    private Evaluation(Clock clock) {
        this.clock = clock;
    }

    static Predicate<Fields> of(Expr expr, Clock clock) {
        return new Evaluation(clock).test(expr);
    }

    private Predicate<Fields> test(Expr expr) {
        return switch (expr) {
            case Expr.Everything all -> r -> true;
            case Expr.And and -> all(and.all().stream().map(this::test).toList());
            case Expr.Or or -> any(or.any().stream().map(this::test).toList());
            case Expr.Not not -> test(not.of()).negate();
            case Expr.Exists exists -> field(exists.field(), ANY, ANY);
            case Expr.Is is -> field(is.field(), equal(is.value()), occurs(is.value()));
            case Expr.Range range -> {
                ValueTest side = compare(range.operator(), range.value().plain());
                yield field(range.field(), side, side);
            }
            case Expr.FreeText free -> freeText(free.value());
        };
    }

    /** How one value of a field that is no prose is tested. */
    static ValueTest valueTest(Expr.Is is, Clock clock) {
        return new Evaluation(clock).equal(is.value());
    }

    /** How one value of a field is tested. */
    static ValueTest valueTest(Expr.Range range, Clock clock) {
        return new Evaluation(clock).compare(range.operator(), range.value().plain());
    }

    /** Tests one value of a field. */
    interface ValueTest {
        boolean test(String field, String value);
    }

    private static Predicate<Fields> all(List<Predicate<Fields>> tests) {
        return r -> {
            for (Predicate<Fields> test : tests) {
                if (!test.test(r)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Predicate<Fields> any(List<Predicate<Fields>> tests) {
        return all(tests.stream().map(Predicate::negate).toList()).negate();
    }

    /** @param inText how a field of prose is tested instead */
    private static Predicate<Fields> field(Text field, ValueTest test, ValueTest inText) {
        if (!field.hasWildcard()) {
            String name = field.plain();
            return r -> anyValue(r, name, r.isText(name) ? inText : test);
        }
        Glob glob = new Glob(field);
        return r -> {
            for (String name : r.fieldNames()) {
                if (glob.matches(name) && anyValue(r, name, r.isText(name) ? inText : test)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static boolean anyValue(Fields fields, String name, ValueTest test) {
        for (String value : fields.values(name)) {
            if (test.test(name, value)) {
                return true;
            }
        }
        return false;
    }

    private ValueTest equal(Text text) {
        if (text.hasWildcard()) {
            Glob glob = new Glob(text);
            return (field, value) -> glob.matches(value);
        }
        String whole = text.plain();
        List<ValueTest> tests = new ArrayList<>(List.of(one(whole)));
        if (!text.quoted() && whole.indexOf(' ') >= 0) {
            words(whole).forEach(word -> tests.add(one(word)));
        }
        return tests.size() == 1 ? tests.getFirst() : (field, value) -> tests.stream().anyMatch(t -> t.test(field, value));
    }

    /** As Kibana on a text field: one of the words, or the quoted phrase. */
    private static ValueTest occurs(Text text) {
        if (text.hasWildcard()) {
            Glob glob = new Glob(text);
            return (field, value) -> glob.matchesWordOf(value);
        }
        List<Needle> needles = (text.quoted() ? List.of(text.plain()) : words(text.plain())).stream().map(Needle::new).toList();
        return (field, value) -> needles.stream().anyMatch(needle -> needle.isWordIn(value));
    }

    private ValueTest one(String wanted) {
        Optional<Quantity> number = Quantity.parse(wanted).filter(q -> !hasLeadingZero(wanted));
        Optional<Moment> time = wanted.length() == 4 ? Optional.empty() : Moment.parse(wanted);
        if (number.isPresent()) {
            ValueTest same = compare(number.get(), c -> c == 0);
            return (field, value) -> value.equalsIgnoreCase(wanted) || !hasLeadingZero(value) && same.test(field, value);
        }
        if (time.isPresent()) {
            ValueTest within = within(time.get());
            return (field, value) -> value.equalsIgnoreCase(wanted) || within.test(field, value);
        }
        return (field, value) -> value.equalsIgnoreCase(wanted);
    }

    /** Numbers such as 007 are names: they are equal to themselves only. */
    private static boolean hasLeadingZero(String number) {
        return number.length() > 1 && number.charAt(0) == '0' && number.charAt(1) != '.';
    }

    private ValueTest within(Moment moment) {
        return (field, value) -> {
            ZonedDateTime now = ZonedDateTime.now(clock);
            Instant at = Moment.instantOf(value, now);
            if (at == null) {
                return false;
            }
            Moment.Span span = moment.span(now);
            return !at.isBefore(span.start()) && at.isBefore(span.end());
        };
    }

    private ValueTest compare(Expr.Operator operator, String wanted) {
        Optional<Quantity> number = Quantity.parse(wanted);
        Optional<Moment> time = Moment.parse(wanted);
        if (number.isEmpty() && time.isEmpty()) {
            return (field, value) -> operator.holds(NaturalOrder.INSTANCE.compare(value, wanted));
        }
        ValueTest asNumber = number.map(n -> compare(n, operator::holds)).orElse((field, value) -> false);
        ValueTest asTime = time.map(t -> compare(t, operator)).orElse((field, value) -> false);
        return (field, value) -> asNumber.test(field, value) || asTime.test(field, value);
    }

    private static ValueTest compare(Quantity number, java.util.function.IntPredicate holds) {
        Quantity[] amounts = number.inUnits();
        return (field, value) -> Quantity.isNumber(value) && holds.test(amounts[Quantity.unit(field)].compareValue(value));
    }

    /** As Elasticsearch rounds: a day is before the next one, and at most itself to its last instant. */
    private ValueTest compare(Moment moment, Expr.Operator operator) {
        return (field, value) -> {
            ZonedDateTime now = ZonedDateTime.now(clock);
            Instant at = Moment.instantOf(value, now);
            if (at == null) {
                return false;
            }
            Moment.Span span = moment.span(now);
            return switch (operator) {
                case LESS -> at.isBefore(span.start());
                case AT_LEAST -> !at.isBefore(span.start());
                case AT_MOST -> at.isBefore(span.end());
                case GREATER -> !at.isBefore(span.end());
            };
        };
    }

    private static Predicate<Fields> freeText(Text text) {
        if (text.hasWildcard()) {
            Glob glob = new Glob(text);
            return r -> r.freeText().stream().anyMatch(glob::matchesWordOf);
        }
        List<Needle> needles = (text.quoted() ? List.of(text.plain()) : words(text.plain())).stream().map(Needle::new).toList();
        return r -> {
            Collection<String> texts = r.freeText();
            return needles.stream().allMatch(needle -> texts.stream().anyMatch(needle::isWordIn));
        };
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words.isEmpty() ? List.of(text) : words;
    }
}
