package org.bancada.metrics.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class PackedTest {
    private static final long START = 1_763_683_200;

    @Test
    void bucketsComeBackAsTheyWere() {
        Random random = new Random(7);
        List<Bucket> raw = new ArrayList<>();
        List<Bucket> hours = new ArrayList<>();
        long at = START;
        for (int i = 0; i < 2000; i++) {
            at += 1 + random.nextInt(2000);
            long value = random.nextLong() >> random.nextInt(10, 64);
            raw.add(Bucket.of(at, value));
            Bucket bucket = Bucket.of(at, random.nextInt(1_000_000) - 500_000);
            for (int n = random.nextInt(5); n > 0; n--) {
                bucket = bucket.with(Bucket.of(at, random.nextInt(2_000_000) - 1_000_000));
            }
            hours.add(bucket);
        }
        assertEquals(raw, Packed.unpack(Packed.pack(raw, START, true), START, true));
        assertEquals(hours, Packed.unpack(Packed.pack(hours, START, false), START, false));
        assertEquals(List.of(), Packed.unpack(new byte[0], START, true));
    }

    @Test
    void aSteadyReadingTakesFewBytes() {
        List<Bucket> day = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 96; i++) {
            day.add(Bucket.of(START + i * 900 + random.nextInt(60), 3_000_000 + random.nextInt(50_000)));
        }
        int bytes = Packed.pack(day, START, true).length;
        assertTrue(bytes < 96 * 6, bytes + " bytes for a day");
    }

    @Test
    void whatIsCutOrGarbledIsRefused() {
        byte[] whole = Packed.pack(List.of(Bucket.of(START + 1, 300), Bucket.of(START + 901, 70_000)), START, true);
        assertThrows(IllegalArgumentException.class, () -> Packed.unpack(Arrays.copyOf(whole, whole.length - 1), START, true));
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0xFF);
        assertThrows(IllegalArgumentException.class, () -> Packed.unpack(endless, START, true));
        // Time that stands still.
        assertThrows(IllegalArgumentException.class, () -> Packed.unpack(new byte[] {2, 2, 0, 2}, START, true));
    }
}
