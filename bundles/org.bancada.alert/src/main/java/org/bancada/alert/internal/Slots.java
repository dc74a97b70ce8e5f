package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/**
 * How many events lie within a window, wherever it is put: counted in slots of a twentieth of it, so that memory is bounded and neither the order
 * of the events nor a clock that is wrong matters.
 */
final class Slots {
    private static final int PER_WINDOW = 20;
    private static final int MOST = 4 * PER_WINDOW;

    private final long width;
    private final TreeMap<Long, Long> counts = new TreeMap<>();

    Slots(Duration window) {
        width = Math.max(1, window.toMillis() / PER_WINDOW);
    }

    /** Adds events of one time; says how many there are in the fullest window around it. */
    long add(Instant time, long events) {
        long slot = Math.floorDiv(time.toEpochMilli(), width);
        counts.merge(slot, events, Long::sum);
        if (counts.size() > MOST) {
            boolean oldest = slot - counts.firstKey() >= counts.lastKey() - slot;
            counts.remove(oldest ? counts.firstKey() : counts.lastKey());
        }
        return fullest(slot);
    }

    private long fullest(long slot) {
        long most = 0;
        long sum = 0;
        var around = counts.subMap(slot - PER_WINDOW, true, slot + PER_WINDOW, true);
        var leaving = around.entrySet().iterator();
        var left = leaving.next();
        for (var entering : around.entrySet()) {
            sum += entering.getValue();
            while (entering.getKey() - left.getKey() > PER_WINDOW) {
                sum -= left.getValue();
                left = leaving.next();
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
