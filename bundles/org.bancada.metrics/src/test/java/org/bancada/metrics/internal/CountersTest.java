package org.bancada.metrics.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.bancada.core.Facts;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final long BEGIN = 1_763_715_600;
    private static final long LONGEST = 2700;

    private static Counters counted(long at, Object... facts) {
        Map<String, String> all = new TreeMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            all.put("net." + facts[i], String.valueOf(facts[i + 1]));
        }
        return Counters.of(at, Facts.of(all));
    }

    private static Counters eth(long at, long bytes) {
        return counted(at, "eth0.kind", "wired", "eth0.rx_bytes", bytes, "eth0.tx_bytes", 7);
    }

    private static OptionalDouble rate(Counters before, Counters now, long uptime) {
        return now.rate(before, ".rx", uptime < 0 ? OptionalLong.empty() : OptionalLong.of(uptime), LONGEST);
    }

    @Test
    void bytesBecomeBytesASecond() {
        assertEquals(OptionalDouble.of(1000), rate(eth(BEGIN, 5_000), eth(BEGIN + 900, 905_000), -1));
        assertEquals(OptionalDouble.of(0), rate(eth(BEGIN, 5_000), eth(BEGIN + 900, 5_000), 100_000));
    }

    @Test
    void afterARestartItCountsFromTheStart() {
        assertEquals(OptionalDouble.of(500), rate(eth(BEGIN, 9_000_000_000L), eth(BEGIN + 900, 150_000), 300));
        // The counter has overtaken the old one already: only the uptime says so.
        assertEquals(OptionalDouble.of(500), rate(eth(BEGIN, 100_000), eth(BEGIN + 900, 150_000), 300));
        // Off over night: nothing is said of the night, but the time since it was switched on counts.
        assertEquals(OptionalDouble.of(500), rate(eth(BEGIN, 9_000_000_000L), eth(BEGIN + 40_000, 150_000), 300));
    }

    @Test
    void aCounterOf32BitsGoesRound() {
        assertEquals(OptionalDouble.of(10), rate(eth(BEGIN, (1L << 32) - 4_000), eth(BEGIN + 900, 5_000), 100_000));
    }

    @Test
    void whatIsNotKnownIsAGap() {
        // Round, or begun anew? Without an uptime nobody knows.
        assertEquals(OptionalDouble.empty(), rate(eth(BEGIN, (1L << 32) - 4_000), eth(BEGIN + 900, 5_000), -1));
        // A driver that was loaded again.
        assertEquals(OptionalDouble.empty(), rate(eth(BEGIN, 9_000_000_000L), eth(BEGIN + 900, 5_000), 100_000));
        assertEquals(OptionalDouble.empty(), rate(eth(BEGIN, 5_000), eth(BEGIN + LONGEST + 1, 905_000), 100_000));
        assertEquals(OptionalDouble.empty(), rate(eth(BEGIN, 5_000), eth(BEGIN, 905_000), -1));
        assertEquals(OptionalDouble.empty(), rate(eth(BEGIN, 5_000), eth(BEGIN - 900, 905_000), -1));
        // More than any cable carries.
        assertEquals(OptionalDouble.empty(), rate(eth(BEGIN, 5_000), eth(BEGIN + 900, 900_000_000_000_000L), -1));
        assertEquals(OptionalDouble.empty(), rate(counted(BEGIN), eth(BEGIN + 900, 5_000), -1));
    }

    @Test
    void bridgesDoNotCountTwiceAndANewCardNotAtOnce() {
        Counters before = counted(BEGIN, "eth0.rx_bytes", 1_000, "br0.rx_bytes", 1_000, "virbr0.rx_bytes", 1, "wg7.kind", "virtual", "wg7.rx_bytes", 1);
        Counters now = counted(BEGIN + 100, "eth0.rx_bytes", 2_000, "br0.rx_bytes", 2_000, "virbr0.rx_bytes", 9_000, "wg7.kind", "virtual", "wg7.rx_bytes", 9_000,
                "usb0.rx_bytes", 9_000);
        assertEquals(OptionalDouble.of(10), rate(before, now, -1));
    }

    @Test
    void garbledCountersAreNone() {
        assertEquals(Map.of(), counted(BEGIN, "eth0.rx_bytes", "many", "eth1.rx_bytes", "-5", "eth2.rx_bytes", "9".repeat(40), ".rx_bytes", "1").bytes());
        Counters written = eth(BEGIN, 12);
        assertEquals(written, Counters.read(BEGIN, written.text()));
        assertEquals(Map.of("a.rx", 1L), Counters.read(BEGIN, "a.rx=1\nnonsense\n=5\nb.rx=x\nc.rx=99999999999999999999\n").bytes());
    }
}
