package org.bancada.virt.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Processor time that guests had used when they were looked at last; use is the difference. */
final class Samples {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(400);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST = 20_000;

    private final Map<String, Sample> last = new HashMap<>();

    private record Sample(long used, long at) {
    }

    /**
     * @param used nanoseconds of processor time since the guest began
     * @param now {@link System#nanoTime}
     * @return 0 to 100; negative when there is nothing to compare with
     */
    synchronized double percent(String key, long used, int cpus, long now) {
        Sample before = last.get(key);
        long time = before == null ? 0 : now - before.at();
        if (time > 0 && time < SHORTEST) {
            return -1;
        }
        if (last.size() >= MOST) {
            last.clear();
        }
        last.put(key, new Sample(used, now));
        // A guest that was started again begins at nothing.
        if (before == null || time > LONGEST || used < before.used()) {
            return -1;
        }
        return Math.clamp(100.0 * (used - before.used()) / time / Math.max(1, cpus), 0, 100);
    }
}
