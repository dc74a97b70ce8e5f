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
        return matches(text) || !eachPart(text, false, (begin, end) -> false) || !eachPart(text, true, (begin, end) -> false);
    }

    /** Tells of the parts between blanks and the words that have this shape, or of the whole text when there is none. */
    void eachWordOf(String text, Part found) {
        boolean[] any = new boolean[1];
        for (boolean words : new boolean[] {false, true}) {
            eachPart(text, words, (begin, end) -> {
                any[0] = true;
                found.at(begin, end);
                return true;
            });
        }
        if (!any[0] && matches(text)) {
            found.at(0, text.length());
        }
    }

    /** A part of a text that has the shape: {@code begin} its first character, {@code end} behind its last. */
    interface Part {
        void at(int begin, int end);
    }

    private interface Search {
        /** @return whether to go on */
        boolean at(int begin, int end);
    }

    /** @return whether the end was reached */
    private boolean eachPart(String text, boolean words, Search search) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || (words ? !Character.isLetterOrDigit(text.charAt(i)) : Lexer.isBlank(text.charAt(i)))) {
                if (i > start && matches(text, start, i) && !search.at(start, i)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
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
