package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time by which windows are measured: begins at the clock's time and goes on by itself, so that a clock that is set neither makes an hour pass
 * nor takes one back.
 */
final class Timeline {
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Instant base;
    private final long began;

    Timeline(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        base = clock.instant();
        began = nanos.getAsLong();
    }

    /** Steady time. */
    Instant now() {
        return base.plusNanos(nanos.getAsLong() - began);
    }

    /** What the clock on the wall says, for people. */
    Instant wall() {
        return clock.instant();
    }

    /** The clock's time of a steady one, as far as the clock is right now. */
    Instant wall(Instant steady) {
        return wall().plus(Duration.between(now(), steady));
    }
}
