package org.bancada.ui.log;

import org.bancada.core.query.QuerySyntax;

/**
 * One condition beside the query line, which can be turned round and switched off without being lost.
 *
 * @param negated whether events that have the value are left out
 * @param enabled whether it counts
 */
record Filter(String field, String value, boolean negated, boolean enabled) {

    static Filter with(String field, String value) {
        return new Filter(field, value, false, true);
    }

    static Filter without(String field, String value) {
        return new Filter(field, value, true, true);
    }

    Filter turned() {
        return new Filter(field, value, !negated, enabled);
    }

    Filter switched() {
        return new Filter(field, value, negated, !enabled);
    }

    /** The same as a query. */
    String query() {
        return (negated ? "not " : "") + QuerySyntax.fieldIs(field, value);
    }

    /** What a button says. */
    String label() {
        return (negated ? "≠ " : "") + field + ": " + value;
    }
}
