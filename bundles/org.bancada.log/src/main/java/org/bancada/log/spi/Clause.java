package org.bancada.log.spi;

import java.util.List;

/** A condition on an indexed event ({@link IndexedEvent}), for an index to find by. */
public sealed interface Clause {

    /** What of an event is looked up. */
    enum Column {
        /** Name, NUL, folded value; of prose name, NUL and each folded word. */
        TERMS,
        /** Folded words of all values but prose. */
        WORDS,
        /** Names of the fields. */
        NAMES,
        /** {@link IndexedEvent#LONG_VALUE}, {@link IndexedEvent#DATE} with a field's name, {@link IndexedEvent#LONG_WORD}. */
        MARKS
    }

    /** True of every event. */
    record Everything() implements Clause {
    }

    /** True of no event. */
    record Nothing() implements Clause {
    }

    /** One of the column's terms is this one. */
    record Term(Column column, String term) implements Clause {
    }

    /** One of the column's terms has this shape: {@code parts}, with anything between them. */
    record Shaped(Column column, List<String> parts) implements Clause {
        public Shaped {
            parts = List.copyOf(parts);
        }
    }

    /** The event's time lies within, in milliseconds since 1970, both ends included. */
    record Between(long from, long to) implements Clause {
    }

    /** A number of a field lies within, both ends included. */
    record Numbers(String field, boolean leadingZero, double from, double to) implements Clause {
    }

    /**
     * All are true.
     *
     * @param phrase whether they are terms of one column that stand in this order, parted by one space each; an index that knows no phrases may
     *            take it as if it were false
     */
    record All(List<Clause> of, boolean phrase) implements Clause {
        public All {
            of = List.copyOf(of);
        }

        public All(List<Clause> of) {
            this(of, false);
        }
    }

    /** One of them is true. */
    record Any(List<Clause> of) implements Clause {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(Clause of) implements Clause {
    }
}
