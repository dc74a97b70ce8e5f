package org.bancada.core;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node said about itself, parsed: immutable, keys sorted. The unit is part of the key ({@code ram.kib}, {@code disk.root.avail_bytes});
 * values are the node's own text.
 */
public final class Facts {
    public static final Facts NONE = new Facts(new TreeMap<>());

    private final SortedMap<String, String> values;

    private Facts(SortedMap<String, String> values) {
        this.values = SortedPairs.of(values);
    }

    /** A copy; null is neither a key nor a value. */
    public static Facts of(Map<String, String> values) {
        return values.isEmpty() ? NONE : new Facts(new TreeMap<>(values));
    }

    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value as a number, empty when it is absent or no decimal integer. */
    public OptionalLong number(String key) {
        String value = values.get(key);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value.strip()));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    /** All facts by key, unmodifiable; a range of keys ({@code subMap("pci.", "pci/")}) costs nothing. */
    public SortedMap<String, String> asMap() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts facts && facts.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
