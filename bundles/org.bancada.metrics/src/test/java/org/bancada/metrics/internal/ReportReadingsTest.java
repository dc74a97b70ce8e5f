package org.bancada.metrics.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.Place;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.fleet.Registration;
import org.bancada.fleet.internal.Inventory;
import org.bancada.metrics.Answer;
import org.bancada.metrics.By;
import org.bancada.metrics.Line;
import org.bancada.metrics.Metric;
import org.bancada.metrics.Point;
import org.bancada.metrics.Question;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a report's text to a line of a chart. */
@Timeout(120)
class ReportReadingsTest {
    private static final Instant BEGIN = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    @TempDir
    private Path root;
    private SqliteDatabase database;
    private Inventory fleet;
    private ReportReadings reports;
    private MetricAnswers metrics;
    private Instant now = BEGIN;
    private final long[] received = new long[10];

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(new DataFolder(root));
        fleet = new Inventory(database, () -> now);
        StoredSettings settings = new StoredSettings(database);
        reports = new ReportReadings(fleet, database, settings, () -> now);
        metrics = new MetricAnswers(settings, List.of(reports));
    }

    @AfterEach
    void close() throws Exception {
        reports.close();
        fleet.close();
        database.close();
    }

    private static String uuid(int node) {
        return "00000000-0000-0000-0000-00000000000" + node;
    }

    private void place(int node, String room) throws ProblemException {
        fleet.register(List.of(new Registration(uuid(node), "pc" + node, new Place("", "B1", room, Integer.toString(node)), "", 0, "")));
    }

    private void report(int node, String text) throws Exception {
        fleet.accept(uuid(node), InetAddress.getByName("10.0.0." + node), text.getBytes(StandardCharsets.UTF_8));
        reports.read(List.of(uuid(node)));
    }

    private String text(int node, double celsius, long bytesSince) {
        received[node] += bytesSince;
        return "---- cat /proc/meminfo ----\nMemTotal: 8000000 kB\nMemAvailable: 6000000 kB\n"
                + "---- df ----\nFilesystem 1K-blocks Used Available Use% Mounted on\n/dev/sda2 1000000 250000 750000 25% /\n"
                + "---- cat /proc/net/dev ----\nInter-| Receive | Transmit\n face |bytes\n  eth0: " + received[node] + " 1 0 0 0 0 0 0 50 1 0 0 0 0 0 0\n"
                + "---- sensors ----\ncoretemp-isa-0000\nPackage id 0: +" + celsius + "°C\nCore 0: +20.0°C\n"
                + "---- cat /proc/uptime ----\n500000.12 400000.00\n"
                + "---- bancada-node ----\nreport.interval=900\n";
    }

    private void reports(int node, int count, double celsius, long bytes) throws Exception {
        for (int i = 0; i < count; i++) {
            report(node, text(node, celsius + i, bytes));
            now = now.plus(INTERVAL);
        }
    }

    private Answer ask(Metric metric, By by, Instant from) throws ProblemException {
        return metrics.ask(new Question(metric, fleet.nodes(), from, now, by, 500), "", Progress.none());
    }

    private static List<Double> values(Line line) {
        return line.points().stream().map(Point::value).toList();
    }

    @Test
    void aReportSaysWhatIsMeasured() throws Exception {
        place(1, "A");
        reports(1, 3, 41.5, 900_000);
        assertEquals(List.of("disk.root.avail_bytes", "disk.root.used_percent", "net.rx_bytes_s", "net.tx_bytes_s", "ram.used_bytes", "ram.used_percent",
                "temperature.celsius"), metrics.metrics("", Progress.none()).stream().map(Metric::name).toList());
        assertEquals(List.of(41.5, 42.5, 43.5), values(ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().getFirst()));
        assertEquals(List.of(1000.0, 1000.0), values(ask(Metric.RECEIVED, By.NODE, BEGIN).lines().getFirst()));
        assertEquals(List.of(2_000_000 * 1024.0, 2_000_000 * 1024.0, 2_000_000 * 1024.0), values(ask(Metric.MEMORY_USED, By.NODE, BEGIN).lines().getFirst()));
        assertEquals(List.of(25.0, 25.0, 25.0), values(ask(Metric.diskShare("root"), By.NODE, BEGIN).lines().getFirst()));
    }

    @Test
    void aReadingShowsInTheSecondInWhichItCame() throws Exception {
        place(1, "A");
        now = BEGIN.plusMillis(200);
        report(1, text(1, 41.5, 0));
        now = BEGIN.plusMillis(700);
        for (By by : By.values()) {
            assertEquals(List.of(41.5), values(ask(Metric.TEMPERATURE, by, BEGIN.minus(Duration.ofDays(1))).lines().getFirst()), by.name());
        }
        assertEquals(List.of(), metrics.ask(new Question(Metric.TEMPERATURE, fleet.nodes(), BEGIN.minus(Duration.ofDays(1)), BEGIN, By.NODE, 500), "",
                Progress.none()).lines(), "the end itself is not asked for");
    }

    @Test
    void silenceIsAGapAndRatesDoNotBridgeIt() throws Exception {
        place(1, "A");
        reports(1, 4, 40, 900);
        now = now.plus(Duration.ofHours(5));
        reports(1, 4, 50, 900);
        Line line = ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().getFirst();
        assertEquals(List.of(4, 4), line.runs().stream().map(List::size).toList());
        assertTrue(line.near(BEGIN.plus(Duration.ofHours(3))).isEmpty(), "nothing is known in the gap");
        assertEquals(List.of(3, 3), ask(Metric.RECEIVED, By.NODE, BEGIN).lines().getFirst().runs().stream().map(List::size).toList());
    }

    @Test
    void itGoesOnAfterTheProgramEnded() throws Exception {
        place(1, "A");
        reports(1, 2, 40, 900_000);
        close();
        open();
        reports(1, 1, 45, 900_000);
        assertEquals(List.of(1000.0, 1000.0), values(ask(Metric.RECEIVED, By.NODE, BEGIN).lines().getFirst()));
        reports.read(List.of(uuid(1)));
        assertEquals(3, ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().getFirst().points().size(), "a report is read once");
    }

    @Test
    void placesAddTrafficAndAverageTheRest() throws Exception {
        place(1, "A");
        place(2, "A");
        place(3, "B");
        place(4, "B");
        for (int i = 0; i < 8; i++) {
            for (int node = 1; node <= 3; node++) {
                report(node, text(node, 40 + 10 * node, 900_000));
                // Not all at once.
                now = now.plusSeconds(40);
            }
            now = now.plus(INTERVAL.minusSeconds(120));
        }
        Answer rooms = ask(Metric.RECEIVED, By.ROOM, BEGIN.plus(INTERVAL.multipliedBy(2)));
        assertEquals(List.of("B1 / A", "B1 / B"), rooms.lines().stream().map(Line::name).toList());
        assertTrue(values(rooms.lines().getFirst()).stream().allMatch(value -> Math.abs(value - 2000) < 1), values(rooms.lines().getFirst()).toString());
        assertEquals(List.of("pc4"), rooms.without());
        Line building = ask(Metric.TEMPERATURE, By.BUILDING, BEGIN.plus(INTERVAL.multipliedBy(2))).lines().getFirst();
        assertEquals(3, building.nodes());
        Point middle = building.points().get(2);
        assertEquals(List.of(60.0, 50.0, 70.0), List.of(middle.value(), middle.min(), middle.max()));
    }

    @Test
    void oldValuesBecomeCoarserAndGo() throws Exception {
        place(1, "A");
        reports(1, 96, 30, 900);
        Instant recent = now;
        now = now.plus(Duration.ofDays(40));
        // A day a time, as it passes when the clock is right.
        reports(1, 1, 40, 900);
        for (int day = 0; day < 40; day++) {
            now = now.plus(Duration.ofDays(1));
            reports(1, 1, 40, 900);
        }
        Answer old = metrics.ask(new Question(Metric.TEMPERATURE, fleet.nodes(), BEGIN, recent, By.NODE, 500), "", Progress.none());
        Line hours = old.lines().getFirst();
        assertEquals(24, hours.points().size());
        assertEquals(List.of(31.5, 30.0, 33.0), List.of(hours.points().getFirst().value(), hours.points().getFirst().min(), hours.points().getFirst().max()));
        assertEquals(0L, rows("level = 0 AND start < " + recent.getEpochSecond()));
        assertTrue(rows("level = 2") > 0);
    }

    @Test
    void aClockThatJumpsAheadTakesNothingAway() throws Exception {
        place(1, "A");
        reports(1, 4, 30, 900);
        Instant right = now;
        now = now.plus(Duration.ofDays(3650));
        reports(1, 2, 50, 900);
        now = right;
        reports(1, 2, 60, 900);
        List<Double> values = values(ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().getFirst());
        assertEquals(List.of(30.0, 31.0, 32.0, 33.0, 60.0, 61.0), values);
    }

    @Test
    void aRemovedNodeTakesItsReadingsWithIt() throws Exception {
        place(1, "A");
        place(2, "A");
        reports(1, 2, 30, 900);
        reports(2, 2, 30, 900);
        var removal = fleet.remove(List.of(fleet.node("pc1").orElseThrow()));
        removal.run(removal.plan(), Progress.none());
        now = now.plus(Duration.ofDays(1));
        reports(2, 1, 30, 900);
        assertEquals(0L, count("metrics_series WHERE node = '" + uuid(1) + "'"));
        assertEquals(0L, count("metrics_chunk WHERE series NOT IN (SELECT id FROM metrics_series)"));
        assertEquals(List.of("pc2"), ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().stream().map(Line::name).toList());
    }

    @Test
    void nonsenseIsNoReading() throws Exception {
        place(1, "A");
        report(1, "---- cat /proc/meminfo ----\nMemTotal: 100 kB\nMemAvailable: 900 kB\n---- sensors ----\nchip\nA: +127.0°C\nB: -200.0°C\n"
                + "---- df ----\nFilesystem 1K-blocks Used Available Use% Mounted on\n/dev/sda2 x y z 25% /\n---- cat /proc/uptime ----\nsoon\n");
        assertEquals(List.of(), metrics.metrics("", Progress.none()));
        StringBuilder disks = new StringBuilder("---- df ----\nFilesystem 1K-blocks Used Available Use% Mounted on\n");
        for (int i = 0; i < 500; i++) {
            disks.append("/dev/sd").append(i).append(" 1000 1 999 1% /mnt/").append(i).append('\n');
        }
        now = now.plus(INTERVAL);
        report(1, disks.toString());
        assertEquals(16, metrics.metrics("", Progress.none()).size());
        for (int i = 0; i < 20; i++) {
            now = now.plus(INTERVAL);
            report(1, disks.toString().replace("/mnt/", "/mnt/" + i + "-"));
        }
        assertEquals(60, metrics.metrics("", Progress.none()).size());
    }

    @Test
    void aNodeThatReportsAllTheTimeDoesNotFillTheDisk() throws Exception {
        place(1, "A");
        for (int i = 0; i < 100; i++) {
            report(1, text(1, 40, 100));
            now = now.plusSeconds(1);
        }
        assertEquals(10, ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().getFirst().points().size());
        assertEquals(100, values(ask(Metric.RECEIVED, By.NODE, BEGIN).lines().getFirst()).getLast());
    }

    @Test
    void aDamagedRowCostsItsDayOnly() throws Exception {
        place(1, "A");
        reports(1, 96, 30, 900);
        database.execute(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("UPDATE metrics_chunk SET points = x'ffffff' WHERE level = 0 AND start = " + Level.RAW.chunk(BEGIN.getEpochSecond()));
            }
        });
        Line line = ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().getFirst();
        assertEquals(48, line.points().size());
        reports(1, 1, 30, 900);
        assertEquals(49, ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().getFirst().points().size());
    }

    @Test
    void anAnswerCanBeCancelledAndASourceMustExist() throws Exception {
        place(1, "A");
        reports(1, 2, 30, 900);
        SimpleProgress cancelled = new SimpleProgress();
        cancelled.cancel();
        Question question = new Question(Metric.TEMPERATURE, fleet.nodes(), BEGIN, now, By.NODE, 500);
        assertThrows(CancellationException.class, () -> metrics.ask(question, "", cancelled));
        ProblemException unknown = assertThrows(ProblemException.class, () -> metrics.ask(question, "graphite", Progress.none()));
        assertTrue(unknown.problem().line().contains("graphite") && unknown.problem().cure().contains("reports"), unknown.problem().line());
    }

    @Test
    void readingsComeByThemselves() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (var registration = fleet.onChange(uuids -> told.countDown())) {
            place(1, "A");
            fleet.accept(uuid(1), InetAddress.getByName("10.0.0.1"), text(1, 40, 9).getBytes(StandardCharsets.UTF_8));
            told.await();
        }
        now = now.plusSeconds(1);
        while (ask(Metric.TEMPERATURE, By.NODE, BEGIN).lines().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void csvIsForProgramsAndNoSpreadsheetRunsIt() throws Exception {
        Node node = new Node(uuid(9), "=cmd()", Place.UNKNOWN, "", "", null, "", 22, "", null, org.bancada.core.Facts.NONE);
        Line line = new Line(node.name(), 1, INTERVAL, List.of(new Point(BEGIN, 41.25, 40, 1e12)));
        Question question = new Question(Metric.TEMPERATURE, List.of(node), BEGIN, BEGIN.plus(INTERVAL), By.NODE, 10);
        StringBuilder csv = new StringBuilder();
        metrics.writeCsv(new Answer(question, List.of(line), List.of()), csv);
        assertEquals("time,name,metric,unit,value,min,max\r\n2026-03-02T12:00:00Z,'=cmd(),temperature.celsius,°C,41.25,40,1000000000000\r\n", csv.toString());
    }

    @Test
    void aLongTimeHasNoMorePointsThanAsked() throws Exception {
        place(1, "A");
        reports(1, 600, 20, 900);
        Answer few = metrics.ask(new Question(Metric.TEMPERATURE, fleet.nodes(), BEGIN, now, By.NODE, 50), "", Progress.none());
        assertTrue(few.lines().getFirst().points().size() <= 100, few.lines().getFirst().points().size() + " points");
        List<Double> highest = new ArrayList<>(few.lines().getFirst().points().stream().map(Point::max).toList());
        assertEquals(125, highest.stream().mapToDouble(Double::doubleValue).max().orElse(0), "a peak is not lost");
    }

    private long rows(String where) throws ProblemException {
        return count("metrics_chunk WHERE " + where);
    }

    private long count(String what) throws ProblemException {
        return database.read(connection -> {
            try (var statement = connection.createStatement(); var row = statement.executeQuery("SELECT count(*) FROM " + what)) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
