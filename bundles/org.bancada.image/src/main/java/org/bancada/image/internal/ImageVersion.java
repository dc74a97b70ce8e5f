package org.bancada.image.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One to four dot-separated numbers without sign, compared number by number; missing ones count as 0 (docs/node-contract.md).
 * Each has at most nine digits, so that every shell's arithmetic can hold it.
 */
record ImageVersion(String text) implements Comparable<ImageVersion> {
    private static final Pattern SHAPE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,3}");

    static Optional<ImageVersion> parse(String text) {
        return text != null && SHAPE.matcher(text).matches() ? Optional.of(new ImageVersion(text)) : Optional.empty();
    }

    private int[] numbers() {
        return Arrays.copyOf(Arrays.stream(text.split("\\.")).mapToInt(Integer::parseInt).toArray(), 4);
    }

    @Override
    public int compareTo(ImageVersion other) {
        return Arrays.compare(numbers(), other.numbers());
    }
}
