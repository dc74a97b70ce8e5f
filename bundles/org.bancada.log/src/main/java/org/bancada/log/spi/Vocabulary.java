package org.bancada.log.spi;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** What an index knows of the terms in it. */
public interface Vocabulary {

    /** @return names of fields that pass, at most {@code most} of them */
    List<String> names(Predicate<String> wanted, int most) throws IOException;

    /** Whether an event may have this mark; true when it is not known. */
    boolean mayHave(String mark);

    /** Whether the index knows the order in which terms stand ({@link IndexedEvent#prosePlaces}): then it finds a phrase and nothing else. */
    default boolean phrases() {
        return false;
    }
}
