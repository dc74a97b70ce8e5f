package org.bancada.fleet.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The words of a line, separated by blanks. */
final class Columns {
    private Columns() {
    }

    static List<String> of(String line) {
        List<String> words = new ArrayList<>(12);
        int length = line.length();
        int i = 0;
        while (i < length) {
            while (i < length && line.charAt(i) <= ' ') {
                i++;
            }
            int start = i;
            while (i < length && line.charAt(i) > ' ') {
                i++;
            }
            if (i > start) {
                words.add(line.substring(start, i));
            }
        }
        return words;
    }

    /** A non-negative decimal number, empty for anything else or what does not fit. */
    static OptionalLong number(String word) {
        if (word.isEmpty() || word.length() > 18) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < word.length(); i++) {
            int digit = word.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        return OptionalLong.of(value);
    }
}
