package org.bancada.core.query;

import java.util.List;

/** What a query means, as a tree: evaluated on records by {@link Query#matches}, translated by stores that search for themselves. */
public sealed interface Expr {

    /** True of every record. */
    record Everything() implements Expr {
    }

    /** True when all are; at least two. */
    record And(List<Expr> all) implements Expr {
        public And {
            all = List.copyOf(all);
        }
    }

    /** True when one is; at least two. */
    record Or(List<Expr> any) implements Expr {
        public Or {
            any = List.copyOf(any);
        }
    }

    record Not(Expr of) implements Expr {
    }

    /**
     * A field has a value, case ignored. Quoted: that value. With a wildcard: a value of that shape. Else the whole text or one of its words
     * ({@code status: 400 401 404}). In a field of prose ({@link Fields#isText}): one of the words, or the quoted
     * phrase, at the bounds of words. A field name with a wildcard stands for every field of that shape.
     */
    record Is(Text field, Text value) implements Expr {
    }

    /** A field lies on one side of a value: as numbers, as times, else in {@link org.bancada.core.NaturalOrder}. */
    record Range(Text field, Operator operator, Text value) implements Expr {
    }

    /** A field has any value. */
    record Exists(Text field) implements Expr {
    }

    /**
     * Text occurs anywhere that free text is searched in, at the bounds of words, case ignored. Quoted: as it stands. Else every one of
     * its words: this differs from Kibana (any word), since a selector picks what an action hits, and one more word must never hit more.
     */
    record FreeText(Text value) implements Expr {
    }

    /** How {@link Range} compares. */
    enum Operator {
        LESS("<"), AT_MOST("<="), GREATER(">"), AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        /** Whether "record's value OP query's value" holds, given how the two compare. */
        boolean holds(int comparison) {
            return switch (this) {
                case LESS -> comparison < 0;
                case AT_MOST -> comparison <= 0;
                case GREATER -> comparison > 0;
                case AT_LEAST -> comparison >= 0;
            };
        }
    }
}
