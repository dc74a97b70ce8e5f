package org.bancada.log.spi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.bancada.log.Event;

/**
 * What an index must hold of an event for {@link Translation} to find it by. Fields share a handful of columns (name and value in one term, as
 * Elasticsearch's {@code flattened} type does), so that a hundred thousand different names cost no more than as many values.
 *
 * @param terms column {@link Clause.Column#TERMS}, so {@code words}, {@code names}, {@code marks}
 * @param keywords those terms that are not of prose
 * @param values name, NUL, value as it stands, cut after {@link Tokens#LONGEST} characters; of all fields but prose
 * @param numbers of all fields
 * @param prosePlaces the terms of prose in the order in which they stand, for an index that knows {@link Vocabulary#phrases phrases}; so
 *            {@code wordPlaces}
 */
public record IndexedEvent(Set<String> terms, Set<String> keywords, Set<String> words, Set<String> names, Set<String> marks, Set<String> values, Set<Numeric> numbers,
        List<Placed> prosePlaces, List<Placed> wordPlaces) {
    /** Marks a field that has a value longer than {@link Tokens#LONGEST}. */
    public static final String LONG_VALUE = "\u0002";
    /** Marks a field that has a value which may be a date. */
    public static final String DATE = "\u0003";
    /** Marks an event with a word longer than {@link Tokens#LONGEST}. */
    public static final String LONG_WORD = "\u0004";

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?");

    /** @param leadingZero whether it has a leading zero: it is then equal to none but itself */
    public record Numeric(String field, boolean leadingZero, double number) {
    }

    /** @param next whether it stands behind the one before with one space between */
    public record Placed(String term, boolean next) {
    }

    public static IndexedEvent of(Event event) {
        IndexedEvent indexed = new IndexedEvent(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(),
                new ArrayList<>(), new ArrayList<>());
        for (Map.Entry<String, List<String>> field : event.fields().entrySet()) {
            String name = field.getKey();
            if (!name.equals(Event.ID) && !name.equals(Event.TIME)) {
                indexed.names.add(name);
                for (String value : field.getValue()) {
                    indexed.value(name, value);
                }
            }
        }
        return indexed;
    }

    private void value(String name, String value) {
        boolean cut;
        if (Event.isProse(name)) {
            cut = Tokens.placed(value, (word, next) -> {
                String term = name + "\0" + word;
                terms.add(term);
                prosePlaces.add(new Placed(term, next));
            });
        } else {
            String shown = Tokens.cut(value);
            String term = name + "\0" + Tokens.fold(shown);
            terms.add(term);
            keywords.add(term);
            values.add(name + "\0" + shown);
            if (value.length() > Tokens.LONGEST) {
                marks.add(LONG_VALUE + name);
            }
            cut = !name.equals(Event.KIND) && Tokens.placed(value, (word, next) -> {
                words.add(word);
                wordPlaces.add(new Placed(word, next));
            });
        }
        if (cut) {
            marks.add(LONG_WORD);
        }
        if (isNumber(value)) {
            numbers.add(new Numeric(name, hasLeadingZero(value), Double.parseDouble(value)));
        } else if (value.length() >= 10 && value.length() <= 35 && value.charAt(4) == '-') {
            marks.add(DATE + name);
        }
    }

    static boolean isNumber(String value) {
        return value.length() <= 42 && NUMBER.matcher(value).matches();
    }

    private static boolean hasLeadingZero(String number) {
        return number.length() > 1 && number.charAt(0) == '0' && number.charAt(1) != '.';
    }
}
