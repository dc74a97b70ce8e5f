package org.bancada.cli.internal;

import java.util.Optional;
import java.util.SortedSet;

import org.bancada.cli.Verb;

/** Where verbs come from. */
public interface VerbSource {

    /** How all verbs are called, one or two words each. */
    SortedSet<String> words();

    /** A new object for one run. */
    Optional<Verb> verb(String words);
}
