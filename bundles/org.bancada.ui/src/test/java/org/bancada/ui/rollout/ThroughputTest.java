package org.bancada.ui.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSample;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutState;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T22:00:00Z");

    private static RolloutSample sample(int second, String building, long bytes, long origin) {
        return new RolloutSample(BEGIN.plusSeconds(second), building, bytes, origin);
    }

    private static Throughput of(List<RolloutSample> samples) {
        Rollout rollout = new Rollout("1", "sha", "Ubuntu", "*", RolloutState.RUNNING, BEGIN, null, 1000, List.of());
        return Throughput.of(rollout, samples, new RolloutReport(rollout, Duration.ZERO, Optional.of(Duration.ofSeconds(8)), RolloutSeries.none(1000),
                List.of(new RolloutReport.Building("A", 2, 1, 1000, 1100, 1.1)), List.of()));
    }

    @Test
    void sumsBecomeSpeeds() {
        Throughput now = of(List.of(sample(5, "A", 500, 50), sample(10, "A", 1500, 100), sample(10, "B", 10, 0), sample(60, "A", 1500, 100)));
        assertArrayEquals(new double[] {0, 5, 5, 10, 10, 60}, now.buildings().get("A").seconds());
        assertArrayEquals(new double[] {100, 100, 200, 200, 0, 0}, now.buildings().get("A").bytesPerSecond());
        assertArrayEquals(new double[] {10, 10, 10, 10, 0, 0}, now.origin().bytesPerSecond());
        assertEquals(200, now.buildings().get("A").highest());
        assertEquals(8, now.bound());
        assertEquals(1.1, now.copies().get("A"));
    }

    @Test
    void disorderIsNoSpeed() {
        Throughput wrong = of(List.of(sample(5, "A", 500, 0), sample(5, "A", 700, 0), sample(10, "A", 100, 0)));
        for (double speed : wrong.buildings().get("A").bytesPerSecond()) {
            assertTrue(speed >= 0 && Double.isFinite(speed), "" + speed);
        }
        assertTrue(of(List.of()).isEmpty());
    }
}
