package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts events apart by the value of a field. Of very many values those that were seen longest ago are forgotten. Counted are the events' own times;
 * of events that are as fresh as they say also the times at which they came, so that a clock that is set does not part them.
 */
final class Counters {
    static final int MOST = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Duration window;
    private final Map<String, Counter> counters = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Counter> eldest) {
            return size() > MOST;
        }
    };

    Counters(Duration window) {
        this.window = window;
    }

    private record Counter(Slots own, Slots come) {
    }

    /**
     * Adds events.
     *
     * @param own the event's own time
     * @param wall the clock's time now
     * @param steady the steady time now
     * @return how many there are in one window
     */
    long add(String value, Instant own, Instant wall, Instant steady, long events) {
        Counter counter = counters.computeIfAbsent(value, absent -> new Counter(new Slots(window), new Slots(window)));
        long most = counter.own().add(own, events);
        if (Duration.between(own, wall).abs().compareTo(FRESH) <= 0) {
            most = Math.max(most, counter.come().add(steady, events));
        }
        return most;
    }
}
