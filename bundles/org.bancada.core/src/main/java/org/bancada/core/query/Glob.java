package org.bancada.core.query;

import java.util.List;

/** A text with wildcards, matched ignoring case and in linear time: the first piece in front, the last at the end, the others as early as can be. */
final class Glob {
    private final List<Needle> pieces;
    private final int shortest;

    Glob(Text text) {
        pieces = text.parts().stream().map(Needle::new).toList();
        shortest = pieces.stream().mapToInt(Needle::length).sum();
    }

    boolean matches(String text) {
        return matches(text, 0, text.length());
    }

    /** Whether the whole text, a part of it between blanks, or a word of it has this shape. */
    boolean matchesWordOf(String text) {
        return matches(text) || matchesPart(text, false) || matchesPart(text, true);
    }

    private boolean matchesPart(String text, boolean words) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || (words ? !Character.isLetterOrDigit(text.charAt(i)) : Lexer.isBlank(text.charAt(i)))) {
                if (i > start && matches(text, start, i)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }

    private boolean matches(String text, int from, int to) {
        Needle first = pieces.getFirst();
        Needle last = pieces.getLast();
        if (to - from < shortest || pieces.size() == 1 && to - from != shortest || !first.isAt(text, from)) {
            return false;
        }
        if (pieces.size() == 1) {
            return true;
        }
        int at = from + first.length();
        int end = to - last.length();
        if (!last.isAt(text, end)) {
            return false;
        }
        for (Needle piece : pieces.subList(1, pieces.size() - 1)) {
            at = piece.endIn(text, at, end);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }
}
