package org.bancada.core.query;

import java.time.Clock;
import java.util.function.Predicate;

/**
 * A parsed query: immutable, safe for use by several threads. The language is a subset of Kibana's KQL:
 * {@code field: value}, {@code field: (a or b)}, {@code field: *} (exists), {@code field >= value} ({@code > < <=} too), {@code and},
 * {@code or}, {@code not} in any letter case, brackets, {@code "quoted phrases"}, {@code *} as wildcard in values and field names, free
 * text. Nothing, and {@code *}, are true of every record. Case is ignored in values. What each part means: {@link Expr}.
 */
public final class Query {
    private final String text;
    private final Expr expr;
    private final Predicate<Fields> test;

    private Query(String text, Expr expr, Clock clock) {
        this.text = text;
        this.expr = expr;
        this.test = Evaluation.of(expr, clock);
    }

    /**
     * Reads a query; times without a zone are in the user's.
     *
     * @throws QueryException with the position of the first character that is wrong
     */
    public static Query parse(String text) throws QueryException {
        return parse(text, Clock.systemDefaultZone());
    }

    /** @param clock says what {@code now} is whenever a record is tested, and which zone times without one are in */
    public static Query parse(String text, Clock clock) throws QueryException {
        return new Query(text, Parser.parse(text), clock);
    }

    public boolean matches(Fields record) {
        return test.test(record);
    }

    /** The text that was parsed. */
    public String text() {
        return text;
    }

    /** What the text means, for stores that translate it. */
    public Expr expr() {
        return expr;
    }

    /** Whether it is true of every record. */
    public boolean isEverything() {
        return expr instanceof Expr.Everything;
    }

    /** Queries are equal when they mean the same in the same words, whatever their blanks and brackets. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Query query && query.expr.equals(expr);
    }

    @Override
    public int hashCode() {
        return expr.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
