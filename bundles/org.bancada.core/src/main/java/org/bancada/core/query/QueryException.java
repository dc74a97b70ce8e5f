package org.bancada.core.query;

/** A query that cannot be understood; the message is for people, the position points at the character. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int position;

    public QueryException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** 0-based index into the query's text of the first character that is wrong; its length when the end is what is wrong. */
    public int position() {
        return position;
    }
}
