package org.bancada.store;

import java.util.Optional;
import java.util.SortedSet;

import org.bancada.core.ProblemException;

/**
 * Passphrases and keys, kept encrypted in {@code keys/secrets.p12} (PKCS #12) under a random key that lies beside it, readable by the owner
 * alone. Callers wipe the arrays that they get and give.
 */
public interface Secrets {

    /** @param name lower-case letters, digits, dots, hyphens and underscores, at most 100 of them */
    Optional<char[]> get(String name) throws ProblemException;

    /** Stores a copy of {@code secret} (1 to 65536 characters), replacing another. */
    void put(String name, char[] secret) throws ProblemException;

    /** Harmless when there is none. */
    void remove(String name) throws ProblemException;

    SortedSet<String> names() throws ProblemException;
}
