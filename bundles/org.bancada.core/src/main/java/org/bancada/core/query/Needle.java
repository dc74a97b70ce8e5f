package org.bancada.core.query;

import java.util.function.IntConsumer;

/** A text that is looked for in others ignoring case, in time linear in theirs (Knuth, Morris, Pratt), whatever the two are. */
final class Needle {
    private final char[] folded;
    /** Length of the longest proper prefix that is also a suffix, per prefix. */
    private final int[] fallback;

    Needle(String text) {
        folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        fallback = new int[folded.length + 1];
        for (int i = 1, k = 0; i < folded.length; i++) {
            while (k > 0 && folded[i] != folded[k]) {
                k = fallback[k];
            }
            if (folded[i] == folded[k]) {
                k++;
            }
            fallback[i + 1] = k;
        }
    }

    int length() {
        return folded.length;
    }

    /** @return the index behind the first occurrence within {@code [from, to)}, or -1 */
    int endIn(String text, int from, int to) {
        if (folded.length == 0) {
            return from;
        }
        int k = 0;
        for (int i = from; i < to; i++) {
            k = step(k, text.charAt(i));
            if (k == folded.length) {
                return i + 1;
            }
        }
        return -1;
    }

    /** Whether it occurs with no letter or digit touching one of its own on either side. */
    boolean isWordIn(String text) {
        return firstWordIn(text, 0) >= 0;
    }

    /** Tells where it begins, each time it occurs so; occurrences do not overlap. */
    void eachWordIn(String text, IntConsumer begin) {
        for (int at = firstWordIn(text, 0); at >= 0; at = firstWordIn(text, at + folded.length)) {
            begin.accept(at);
        }
    }

    private int firstWordIn(String text, int from) {
        if (folded.length == 0 || folded.length > text.length() - from) {
            return -1;
        }
        int k = 0;
        for (int i = from; i < text.length(); i++) {
            k = step(k, text.charAt(i));
            if (k == folded.length) {
                if (isBound(text, i + 1 - folded.length) && isBound(text, i + 1)) {
                    return i + 1 - folded.length;
                }
                k = fallback[k];
            }
        }
        return -1;
    }

    boolean isAt(String text, int at) {
        for (int i = 0; i < folded.length; i++) {
            if (fold(text.charAt(at + i)) != folded[i]) {
                return false;
            }
        }
        return true;
    }

    private int step(int matched, char raw) {
        char c = fold(raw);
        int k = matched;
        while (k > 0 && folded[k] != c) {
            k = fallback[k];
        }
        return folded[k] == c ? k + 1 : k;
    }

    /** Whether a word may begin or end at an index. */
    private static boolean isBound(String text, int at) {
        return at == 0 || at == text.length() || !Character.isLetterOrDigit(text.charAt(at - 1))
                || !Character.isLetterOrDigit(text.charAt(at));
    }

    private static char fold(char c) {
        return c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(Character.toUpperCase(c));
    }
}
