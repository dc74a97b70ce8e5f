package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.DataFolder;
import org.bancada.core.Place;
import org.bancada.rollout.RolloutSample;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutSeries.Source;
import org.bancada.store.internal.SqliteDatabase;

/** Where bytes came from, as the announces of peers tell it. */
class LedgerTest {
    private static final long SIZE = 1_000_000;
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path root;
    private SqliteDatabase database;
    private SeriesTable table;
    private Ledger ledger;
    private Swarm swarm;

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(new DataFolder(root));
        restart();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** As the next workbench finds it: what was not stored is forgotten. */
    private void restart() throws Exception {
        table = new SeriesTable(database);
        ledger = table.ledger(7, SIZE);
        swarm = new Swarm(ledger);
    }

    private void announce(String token, String building, String room, int second, long downloaded, long uploaded, String event) throws Exception {
        InetAddress address = InetAddress.getByName("10.1.0." + (token.hashCode() & 0x7f));
        swarm.announce(token, new Place("Main", building, room, ""), address,
                new Announce("0a".repeat(20), 6881, uploaded, downloaded, Math.max(1, SIZE - downloaded), event, -1),
                new InetSocketAddress("10.9.0.2", 7000), START.plusSeconds(second));
    }

    private RolloutSeries stored() throws Exception {
        table.add(7, ledger.drain());
        return table.of(7, SIZE);
    }

    @Test
    void theGatewayBringsItInAndTheOthersGetItFromEachOther() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("a2", "A", "1", 0, 0, 0, "started");
        announce("a1", "A", "1", 4, SIZE, 0, "");
        announce("a1", "A", "1", 8, SIZE, SIZE, "completed");
        announce("a2", "A", "1", 9, SIZE, 0, "completed");
        RolloutSeries series = stored();
        assertEquals(Map.of(Source.ORIGIN, SIZE, Source.ROOM, SIZE), series.bytes("Main / A"));
        assertEquals(1.0, series.copies("Main / A"));
        assertEquals(List.of("Main / A"), series.buildings());
        assertEquals(2 * SIZE, series.points().stream().mapToLong(RolloutSeries.Point::bytes).sum());
    }

    @Test
    void whatTheGatewaysGiveEachOtherIsNotFromTheOrigin() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("b1", "B", "1", 0, 0, 0, "started");
        announce("a1", "A", "1", 2, 0, 0, "");
        announce("a1", "A", "1", 5, SIZE, SIZE / 4, "completed");
        announce("b1", "B", "1", 5, SIZE, SIZE / 4, "completed");
        RolloutSeries series = stored();
        Map<Source, Long> all = series.bytes();
        assertEquals(SIZE * 3 / 2, all.get(Source.ORIGIN), 2);
        assertEquals(SIZE / 2, all.get(Source.OTHER_BUILDINGS), 2);
        assertEquals(1.0, series.copies("Main / A"));
        assertEquals(1.0, series.copies("Main / B"));
    }

    @Test
    void peersOfOtherRoomsOfTheBuildingAreToldApart() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("a2", "A", "2", 0, 0, 0, "started");
        announce("a2", "A", "2", 2, 0, 0, "");
        announce("a2", "A", "2", 4, SIZE, 0, "completed");
        assertEquals(Map.of(Source.BUILDING, SIZE), stored().bytes("Main / A"));
    }

    @Test
    void bytesAreSpreadOverTheTimeInWhichTheyCame() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("a1", "A", "1", 10, SIZE, 0, "");
        RolloutSeries series = stored();
        assertEquals(List.of(START, START.plusSeconds(5)), series.points().stream().map(RolloutSeries.Point::time).toList());
        assertTrue(series.points().stream().allMatch(point -> point.bytesPerSecond() == SIZE / 10), series.points().toString());
    }

    @Test
    void afterACrashNothingIsCountedTwiceAndNothingIsLost() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("a2", "A", "1", 0, 0, 0, "started");
        announce("a1", "A", "1", 4, 300_000, 0, "");
        stored();
        announce("a1", "A", "1", 8, 400_000, 0, "");
        restart();
        announce("a1", "A", "1", 60, 900_000, 0, "");
        RolloutSeries series = stored();
        assertEquals(Map.of(Source.ORIGIN, 900_000L), series.bytes());
        assertTrue(series.points().stream().allMatch(point -> point.bytesPerSecond() <= 100_000), "no peak that never was: " + series.points());
    }

    @Test
    void countersThatBeginAnewGoOn() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("a1", "A", "1", 4, 600_000, 0, "");
        announce("a1", "A", "1", 8, 0, 0, "started");
        announce("a1", "A", "1", 12, 400_000, 0, "completed");
        assertEquals(SIZE, stored().bytes().values().stream().mapToLong(Long::longValue).sum());
        announce("a1", "A", "1", 16, 100_000, 0, "");
        assertEquals(SIZE + 100_000, stored().bytes().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void aPeerThatClaimsTheImpossibleIsNotBelieved() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("a1", "A", "1", 2, 999_999_999_999_999_999L, 999_999_999_999_999_999L, "");
        announce("a1", "A", "1", 1, 0, 0, "");
        announce("a1", "A", "1", 400_000, 999_999_999_999_999_999L, 0, "");
        RolloutSeries series = stored();
        assertTrue(series.bytes().values().stream().mapToLong(Long::longValue).sum() <= 2 * SIZE, series.bytes().toString());
        assertTrue(series.points().size() <= 2 * 721 + 2, "the gap is bounded");
    }

    @Test
    void theSumsOverTimeSayUntilWhenNothingCame() throws Exception {
        announce("a1", "A", "1", 0, 0, 0, "started");
        announce("a1", "A", "1", 4, 100, 0, "");
        announce("a1", "A", "1", 21, 100, 0, "");
        announce("a1", "A", "1", 24, 250, 0, "");
        assertEquals(List.of(new RolloutSample(START.plusSeconds(5), "Main / A", 100, 100), new RolloutSample(START.plusSeconds(20), "Main / A", 100, 100),
                new RolloutSample(START.plusSeconds(25), "Main / A", 250, 250)), stored().samples());
    }

    @Test
    void aLongRolloutHasLongerStepsAndTheSameSums() throws Exception {
        int moments = 3 * SeriesTable.MOST_MOMENTS;
        for (int part = 0; part < 3; part++) {
            Map<Ledger.Slot, long[]> inflow = new HashMap<>();
            for (int i = 0; i < moments / 3; i++) {
                long second = START.getEpochSecond() + 5L * (part * (moments / 3) + i);
                inflow.put(new Ledger.Slot(second, "A"), new long[] {1, 2, 3, 4});
                inflow.put(new Ledger.Slot(second, "B"), new long[] {0, 0, 0, 5});
            }
            table.add(7, new Ledger.Batch(inflow, Map.of(), Ledger.Totals.NONE));
        }
        RolloutSeries series = stored();
        assertEquals(Duration.ofSeconds(20), series.step());
        assertTrue(series.points().stream().map(RolloutSeries.Point::time).distinct().count() <= SeriesTable.MOST_MOMENTS);
        assertEquals(Map.of(Source.ROOM, 1L * moments, Source.BUILDING, 2L * moments, Source.OTHER_BUILDINGS, 3L * moments, Source.ORIGIN,
                9L * moments), series.bytes());
        assertEquals(0, table.of(8, SIZE).points().size(), "other rollouts are others");
    }
}
