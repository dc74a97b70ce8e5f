package org.bancada.diagnosis;

import java.util.Optional;

/** One reason why a PC may not be OK: an OSGi service each; another bundle adds a cause by adding a service. Keeps no state. */
public interface Cause {

    /** A word for programs, for example {@code wifi-only}. */
    String id();

    /** Which events it wants to see, in the query language; empty for none. */
    default String events() {
        return "";
    }

    /** @return empty when it is not so, or when what would say it is not known */
    Optional<Finding> find(Situation situation);
}
