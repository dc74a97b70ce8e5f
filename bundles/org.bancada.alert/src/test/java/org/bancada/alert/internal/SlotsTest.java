package org.bancada.alert.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final Duration WINDOW = Duration.ofSeconds(100);

    @Test
    void countsAsManyAsTheWindowHoldsWithinATwentieth() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Slots slots = new Slots(WINDOW);
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long time = random.nextInt(400_000);
                times.add(time);
                long counted = slots.add(Instant.ofEpochMilli(time), 1);
                long least = fullest(times, time, 100_000);
                long most = fullest(times, time, 105_000);
                assertTrue(counted >= least && counted <= most, "seed " + seed + ": " + counted + " of " + least + " to " + most);
            }
        }
    }

    private static long fullest(List<Long> times, long around, long window) {
        return times.stream().filter(start -> start <= around && around - start <= window)
                .mapToLong(start -> times.stream().filter(t -> t >= start && t - start <= window).count()).max().orElse(0);
    }

    @Test
    void timesFromTheEndsOfTheWorldAreCountedApart() {
        Slots slots = new Slots(WINDOW);
        for (int i = 1; i <= 1000; i++) {
            slots.add(Instant.EPOCH.plus(Duration.ofDays(i)), 1);
        }
        assertEquals(1, slots.add(Instant.parse("0001-01-01T00:00:00Z"), 1));
        assertEquals(5, slots.add(Instant.parse("9999-12-31T23:59:59Z"), 5));
    }
}
