package org.bancada.core;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;

/**
 * An immutable sorted map in two arrays, 8 bytes a pair instead of the 40 of a tree: the facts of 10,000 nodes are some three million pairs.
 * A part of it (a range of keys) shares the arrays.
 */
final class SortedPairs extends AbstractMap<String, String> implements SortedMap<String, String> {
    private final String[] keys;
    private final String[] values;
    private final int from;
    private final int to;

    private SortedPairs(String[] keys, String[] values, int from, int to) {
        this.keys = keys;
        this.values = values;
        this.from = from;
        this.to = to;
    }

    static SortedPairs of(SortedMap<String, String> source) {
        String[] keys = source.keySet().toArray(String[]::new);
        return new SortedPairs(keys, source.values().toArray(String[]::new), 0, keys.length);
    }

    /** The index of the first key that is not smaller. */
    private int position(String key) {
        int found = Arrays.binarySearch(keys, from, to, key);
        return found < 0 ? -found - 1 : found;
    }

    @Override
    public String get(Object key) {
        int found = key instanceof String text ? Arrays.binarySearch(keys, from, to, text) : -1;
        return found < 0 ? null : values[found];
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, String> subMap(String fromKey, String toKey) {
        if (fromKey.compareTo(toKey) > 0) {
            throw new IllegalArgumentException(fromKey + " > " + toKey);
        }
        return new SortedPairs(keys, values, position(fromKey), position(toKey));
    }

    @Override
    public SortedMap<String, String> headMap(String toKey) {
        return new SortedPairs(keys, values, from, position(toKey));
    }

    @Override
    public SortedMap<String, String> tailMap(String fromKey) {
        return new SortedPairs(keys, values, position(fromKey), to);
    }

    @Override
    public String firstKey() {
        return key(from);
    }

    @Override
    public String lastKey() {
        return key(to - 1);
    }

    private String key(int index) {
        if (from == to) {
            throw new NoSuchElementException();
        }
        return keys[index];
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return to - from;
            }

            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Iterator<>() {
                    private int next = from;

                    @Override
                    public boolean hasNext() {
                        return next < to;
                    }

                    @Override
                    public Map.Entry<String, String> next() {
                        if (next == to) {
                            throw new NoSuchElementException();
                        }
                        Map.Entry<String, String> entry = Map.entry(keys[next], values[next]);
                        next++;
                        return entry;
                    }
                };
            }
        };
    }
}
