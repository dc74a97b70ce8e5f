package org.bancada.core.query;

import java.util.Collection;

/** Anything that a query can be evaluated on: a record of named, possibly repeated, text values. */
public interface Fields {

    /** The values of one field as text; empty when the record does not have it. Numbers and times are recognised by the query. */
    Collection<String> values(String field);

    /** Names of all fields that this record has. */
    Collection<String> fieldNames();

    /** The texts that a query without a field is searched in. */
    Collection<String> freeText();

    /** Whether a field holds prose, such as a log line: a value is then looked for at the bounds of its words, as free text is. */
    default boolean isText(String field) {
        return false;
    }
}
