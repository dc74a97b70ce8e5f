package org.bancada.core.query;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a record says what a query looked for, so that it can be marked. Immutable, safe for use by several threads. What is under a {@code not}, and
 * that a field exists, is nowhere in the text and is not marked.
 */
public final class Marks {
    /** A query with more texts than this has only the first of them marked. */
    private static final int MOST_TEXTS = 64;
    /** So much of a value is looked at. */
    private static final int LONGEST = 20_000;
    private static final int MOST_SPANS = 500;

    private final List<Leaf> leaves = new ArrayList<>();

    /** Characters of a text, {@code begin} the first of them, {@code end} behind the last. */
    public record Span(int begin, int end) {
    }

    /** Marks what one condition found. */
    private interface Leaf {
        /** @param text whether the field is one of prose */
        void find(String field, String value, boolean text, Consumer<Span> found);

        /** The same in a text that is a whole record, where only words can be told. */
        void findAnywhere(String record, Consumer<Span> found);
    }

    private Marks() {
    }

    /** Nothing to mark. */
    public static Marks none() {
        return new Marks();
    }

    /** What to mark in the records that {@code query} matches. */
    public static Marks of(Query query) {
        Marks marks = new Marks();
        marks.collect(query.expr());
        return marks;
    }

    public boolean isEmpty() {
        return leaves.isEmpty();
    }

    private void collect(Expr expr) {
        if (leaves.size() >= MOST_TEXTS) {
            return;
        }
        switch (expr) {
        case Expr.And and -> and.all().forEach(this::collect);
        case Expr.Or or -> or.any().forEach(this::collect);
        case Expr.FreeText free when !free.value().isEverything() -> leaves.add(new Words(null, free.value()));
        case Expr.Is is when !is.value().isEverything() -> leaves.add(new Value(is));
        case Expr.Range range -> leaves.add(new Side(range));
        default -> { }
        }
    }

    /**
     * @param field name of the field
     * @param value one of its values
     * @param text whether it holds prose ({@link Fields#isText})
     * @return what to mark of the value, in order, none touching another
     */
    public List<Span> in(String field, String value, boolean text) {
        String looked = cut(value);
        return merged(found -> leaves.forEach(leaf -> leaf.find(field, looked, text, found)));
    }

    /** The same in a text that shows a whole record, as its JSON: the words and values, wherever they stand. */
    public List<Span> anywhere(String record) {
        String looked = cut(record);
        return merged(found -> leaves.forEach(leaf -> leaf.findAnywhere(looked, found)));
    }

    private static String cut(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    private static List<Span> merged(Consumer<Consumer<Span>> search) {
        List<Span> all = new ArrayList<>();
        search.accept(span -> {
            if (all.size() < MOST_SPANS && span.end() > span.begin()) {
                all.add(span);
            }
        });
        all.sort(Comparator.comparingInt(Span::begin));
        List<Span> merged = new ArrayList<>();
        for (Span span : all) {
            if (!merged.isEmpty() && span.begin() <= merged.getLast().end()) {
                Span last = merged.removeLast();
                merged.add(new Span(last.begin(), Math.max(last.end(), span.end())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** Words, phrases and shapes in prose. */
    private static final class Words implements Leaf {
        private final Glob field;
        private final Glob glob;
        private final List<Needle> needles;

        /** @param field null for any */
        Words(Text field, Text text) {
            this.field = field == null ? null : new Glob(field);
            glob = text.hasWildcard() ? new Glob(text) : null;
            needles = glob != null ? List.of() : (text.quoted() ? List.of(text.plain()) : Evaluation.words(text.plain())).stream().limit(MOST_TEXTS).map(Needle::new).toList();
        }

        @Override
        public void find(String name, String value, boolean text, Consumer<Span> found) {
            if (field == null || text && field.matches(name)) {
                findAnywhere(value, found);
            }
        }

        @Override
        public void findAnywhere(String record, Consumer<Span> found) {
            if (glob != null) {
                glob.eachWordOf(record, (begin, end) -> found.accept(new Span(begin, end)));
            }
            needles.forEach(needle -> needle.eachWordIn(record, begin -> found.accept(new Span(begin, begin + needle.length()))));
        }
    }

    /** A field is a value: all of the value, and words of it where it is prose. */
    private static final class Value implements Leaf {
        private final Words words;
        private final Glob field;
        private final Evaluation.ValueTest test;

        Value(Expr.Is is) {
            words = new Words(is.field(), is.value());
            field = new Glob(is.field());
            test = Evaluation.valueTest(is, Clock.systemDefaultZone());
        }

        @Override
        public void find(String name, String value, boolean text, Consumer<Span> found) {
            if (text) {
                words.find(name, value, true, found);
            } else if (field.matches(name) && test.test(name, value)) {
                found.accept(new Span(0, value.length()));
            }
        }

        @Override
        public void findAnywhere(String record, Consumer<Span> found) {
            words.findAnywhere(record, found);
        }
    }

    /** A field lies on one side of a value: then all of it. */
    private static final class Side implements Leaf {
        private final Glob field;
        private final Evaluation.ValueTest test;

        Side(Expr.Range range) {
            field = new Glob(range.field());
            test = Evaluation.valueTest(range, Clock.systemDefaultZone());
        }

        @Override
        public void find(String name, String value, boolean text, Consumer<Span> found) {
            if (field.matches(name) && test.test(name, value)) {
                found.accept(new Span(0, value.length()));
            }
        }

        @Override
        public void findAnywhere(String record, Consumer<Span> found) {
            // A number means nothing without its field.
        }
    }
}
