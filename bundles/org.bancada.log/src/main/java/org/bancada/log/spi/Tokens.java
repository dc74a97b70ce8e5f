package org.bancada.log.spi;

import java.util.function.Consumer;

/** Words as the query language bounds them: runs of letters and digits, case folded as it compares. */
public final class Tokens {
    /** Longer words and values are cut in the index; the event itself keeps them whole. */
    public static final int LONGEST = 256;

    private Tokens() {
    }

    /** Takes the words of a text one by one. */
    public interface Words {
        /** @param next whether it stands behind the word before with one space between */
        void word(String word, boolean next);
    }

    /** @return whether a word was cut */
    public static boolean each(String text, Consumer<String> word) {
        return placed(text, (each, next) -> word.accept(each));
    }

    /** @return whether a word was cut */
    public static boolean placed(String text, Words words) {
        boolean cut = false;
        int start = -1;
        int before = -2;
        for (int i = 0; i <= text.length(); i++) {
            boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
            if (inside && start < 0) {
                start = i;
            } else if (!inside && start >= 0) {
                cut |= i - start > LONGEST;
                words.word(fold(text.substring(start, Math.min(i, start + LONGEST))), start == before + 1 && text.charAt(before) == ' ');
                before = i;
                start = -1;
            }
        }
        return cut;
    }

    public static boolean isWord(String text) {
        return !text.isEmpty() && text.length() < LONGEST && text.chars().allMatch(c -> Character.isLetterOrDigit((char) c));
    }

    /** The first {@link #LONGEST} characters: so much of a value is indexed. */
    public static String cut(String value) {
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    /** As the query language compares: case ignored, character by character. */
    public static String fold(String text) {
        char[] folded = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char f = c < 128 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(Character.toUpperCase(c));
            if (f != c) {
                folded = folded == null ? text.toCharArray() : folded;
                folded[i] = f;
            }
        }
        return folded == null ? text : new String(folded);
    }
}
