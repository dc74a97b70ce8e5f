package org.bancada.log;

import java.util.List;

/** Is told of events as they come in; called by one thread at a time, never by the one that brings them in. */
@FunctionalInterface
public interface TailListener {

    /**
     * @param events that matched, in the order in which they came
     * @param missed how many matched since the last call but are not among them, because this listener was too slow
     */
    void came(List<Event> events, long missed);
}
