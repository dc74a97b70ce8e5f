package org.bancada.core.query;

/** A parsed query: immutable, safe for use by several threads. */
public final class Query {
    private final String text;

    private Query(String text) {
        this.text = text;
    }

    /** @throws QueryException with the position of the first character that is wrong */
    public static Query parse(String text) throws QueryException {
        return new Query(text);
    }

    public boolean matches(Fields record) {
        return true;
    }

    /** The text that was parsed. */
    public String text() {
        return text;
    }
}
