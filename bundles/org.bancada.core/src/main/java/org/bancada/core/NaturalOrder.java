package org.bancada.core;

import java.util.Comparator;

/** Compares names as people do: runs of ASCII digits by their number, the rest ignoring case, ties by code unit. */
public enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int result;
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endA = endOfDigits(a, i);
                int endB = endOfDigits(b, j);
                result = compareDigits(a, i, endA, b, j, endB);
                i = endA;
                j = endB;
            } else {
                result = Character.compare(Character.toLowerCase(a.charAt(i++)), Character.toLowerCase(b.charAt(j++)));
            }
            if (result != 0) {
                return result;
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int endOfDigits(String s, int from) {
        int end = from;
        while (end < s.length() && isDigit(s.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Without making strings: ten thousand nodes are sorted in some 100,000 comparisons. */
    private static int compareDigits(String a, int fromA, int endA, String b, int fromB, int endB) {
        int i = afterZeros(a, fromA, endA);
        int j = afterZeros(b, fromB, endB);
        int longer = Integer.compare(endA - i, endB - j);
        for (; longer == 0 && i < endA; i++, j++) {
            longer = Character.compare(a.charAt(i), b.charAt(j));
        }
        return longer;
    }

    private static int afterZeros(String s, int from, int end) {
        int i = from;
        while (i < end - 1 && s.charAt(i) == '0') {
            i++;
        }
        return i;
    }
}
