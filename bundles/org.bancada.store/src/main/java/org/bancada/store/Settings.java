package org.bancada.store;

import java.util.Optional;
import java.util.SortedMap;

import org.bancada.core.ProblemException;

/** Small choices that people make and that must survive, such as {@code collector.listen} or {@code wake.target}: never secrets. */
public interface Settings {

    Optional<String> get(String key) throws ProblemException;

    default String get(String key, String fallback) throws ProblemException {
        return get(key).orElse(fallback);
    }

    /** @param value at most 64 KiB */
    void put(String key, String value) throws ProblemException;

    /** Back to the built-in choice; harmless when nothing was set. */
    void remove(String key) throws ProblemException;

    /** All that was set, by key. */
    SortedMap<String, String> all() throws ProblemException;
}
