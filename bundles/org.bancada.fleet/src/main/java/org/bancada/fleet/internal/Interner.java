package org.bancada.fleet.internal;

import java.util.concurrent.ConcurrentHashMap;

/** One instance of each text that many nodes have in common: keys, and values of hardware facts. Bounded; beyond that texts are as they come. */
final class Interner {
    private static final int MOST = 400_000;
    private final ConcurrentHashMap<String, String> pool = new ConcurrentHashMap<>();

    String intern(String text) {
        String known = pool.get(text);
        if (known != null) {
            return known;
        }
        if (pool.size() >= MOST) {
            return text;
        }
        String before = pool.putIfAbsent(text, text);
        return before == null ? text : before;
    }
}
