package org.bancada.core.query;

import java.util.List;

/**
 * A name or value as it stands in a query, escapes resolved.
 *
 * @param parts the pieces between wildcards: one piece without a wildcard, two for {@code lab*}, the second one empty
 * @param quoted whether it stood in quotes: then it is one phrase, else the words in it stand for themselves
 */
public record Text(List<String> parts, boolean quoted) {

    public Text {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("no parts");
        }
    }

    /** A value that means exactly this text. */
    public static Text phrase(String text) {
        return new Text(List.of(text), true);
    }

    public boolean hasWildcard() {
        return parts.size() > 1;
    }

    /** Whether it is nothing but wildcards. */
    public boolean isEverything() {
        return hasWildcard() && parts.stream().allMatch(String::isEmpty);
    }

    /** The text with {@code *} for each wildcard; exact when there is none. */
    public String plain() {
        return String.join("*", parts);
    }
}
