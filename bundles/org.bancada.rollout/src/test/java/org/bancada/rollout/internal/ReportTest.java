package org.bancada.rollout.internal;

import static org.bancada.rollout.NodeRolloutState.CONFIRMED;
import static org.bancada.rollout.NodeRolloutState.FAILED;
import static org.bancada.rollout.NodeRolloutState.FETCHING;
import static org.bancada.rollout.NodeRolloutState.PENDING;
import static org.bancada.rollout.NodeRolloutState.VERIFYING;
import static org.bancada.rollout.RolloutSeries.Source.BUILDING;
import static org.bancada.rollout.RolloutSeries.Source.ORIGIN;
import static org.bancada.rollout.RolloutSeries.Source.OTHER_BUILDINGS;
import static org.bancada.rollout.RolloutSeries.Source.ROOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.bancada.core.Facts;
import org.bancada.core.Language;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.RolloutStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T22:00:00Z");
    private static final String HOSTILE = "<script>alert('x')</script>";
    private static final long SIZE = 1_000_000_000;

    private final List<NodeProgress> nodes = new ArrayList<>();
    private final List<RolloutStep> steps = new ArrayList<>();
    private final List<Node> fleet = new ArrayList<>();

    /** A node that downloaded for some seconds; 0 for one that never had everything. */
    private void node(String name, String building, NodeRolloutState state, int seconds, Map<String, String> facts) {
        Place place = new Place("campus", building, "r", name);
        nodes.add(new NodeProgress(name, name, place, state, BEGIN.plusSeconds(seconds + 20), state == FAILED ? "The disk is too full." : "",
                state == FAILED ? "Free space." : "", SIZE, 0, 0));
        steps.add(new RolloutStep(name, PENDING, BEGIN));
        steps.add(new RolloutStep(name, FETCHING, BEGIN.plusSeconds(10)));
        if (seconds > 0) {
            steps.add(new RolloutStep(name, VERIFYING, BEGIN.plusSeconds(10 + seconds)));
        }
        fleet.add(new Node(name, name, place, "", "", NodeState.ONLINE, "", 22, "", null, Facts.of(facts)));
    }

    private static Map<String, String> wired(int mbit) {
        return Map.of("net.eno1.kind", "wired", "net.eno1.link", "up", "net.eno1.speed_mbit", Integer.toString(mbit), "net.eno1.duplex", "full",
                "net.virbr0.kind", "virtual", "net.virbr0.link", "up", "net.virbr0.speed_mbit", "10");
    }

    private RolloutReport report(List<RolloutSeries.Point> points) {
        Rollout rollout = new Rollout("7", "sha", HOSTILE, "*", RolloutState.PARTIAL, BEGIN, BEGIN.plusSeconds(600), SIZE, nodes);
        return new Review(rollout, steps, new RolloutSeries(SIZE, Duration.ofSeconds(5), points), fleet, BEGIN.plusSeconds(600)).report();
    }

    private RolloutReport lab() {
        node("a1", "A", CONFIRMED, 10, wired(1000));
        node("a2", "A", CONFIRMED, 11, wired(1000));
        node("a3", "A", CONFIRMED, 90, wired(100));
        node("b1", "B", CONFIRMED, 50, wired(1000));
        node(HOSTILE, "B", FAILED, 0, Map.of("wifi.only", "yes"));
        node("=1+1", "B", CONFIRMED, 12, Map.of());
        return report(List.of(point(0, "campus / A", ORIGIN, SIZE / 10), point(5, "campus / A", ROOM, 2 * SIZE), point(10, "campus / A", OTHER_BUILDINGS, SIZE),
                point(10, "campus / B", BUILDING, SIZE)));
    }

    private static RolloutSeries.Point point(int second, String building, RolloutSeries.Source source, long bytes) {
        return new RolloutSeries.Point(BEGIN.plusSeconds(second), building, source, bytes, bytes / 5);
    }

    @Test
    void timesBoundCopiesAndWhatToFixAreComputed() {
        RolloutReport report = lab();
        assertEquals(Duration.ofSeconds(90), report.download());
        assertEquals(Optional.of(Duration.ofSeconds(80)), report.bound(), "1 GB over 100 Mbit/s");
        assertEquals(new RolloutReport.Building("campus / A", 3, 3, 3 * SIZE + SIZE / 10, SIZE / 10, 1.1), report.buildings().getFirst());
        assertEquals(0, report.buildings().getLast().copies(), "nothing came over the uplink");
        Map<String, List<String>> physical = new HashMap<>();
        report.nodes().forEach(line -> physical.put(line.node().name(), line.physical()));
        assertTrue(physical.get("a1").isEmpty() && physical.get("=1+1").isEmpty(), physical.toString());
        assertTrue(physical.get("a3").getFirst().contains("100 Mbit/s"), physical.toString());
        assertTrue(physical.get("b1").getFirst().contains("4 times"), physical.toString());
        assertTrue(physical.get(HOSTILE).getFirst().contains("Wi-Fi"), physical.toString());
        assertEquals(Optional.empty(), report.nodes().get(4).download());
    }

    @Test
    void theTimeInEachStateIsKnownAlsoOfWhatIsTriedAgain() {
        nodes.add(new NodeProgress("n", "n", Place.UNKNOWN, FETCHING, BEGIN, "", "", 0, 0, 0));
        steps.addAll(List.of(new RolloutStep("n", FETCHING, BEGIN), new RolloutStep("n", FAILED, BEGIN.plusSeconds(30)),
                new RolloutStep("n", PENDING, BEGIN.plusSeconds(90)), new RolloutStep("n", FETCHING, BEGIN.plusSeconds(100))));
        assertEquals(Map.of(FETCHING, Duration.ofSeconds(30 + 500), PENDING, Duration.ofSeconds(10)), report(List.of()).nodes().getFirst().times());
    }

    @Test
    void badCablesAndSlowDisksAreNamed() {
        Map<String, String> errors = new HashMap<>(wired(1000));
        errors.putAll(Map.of("net.eno1.rx_errors", "4711", "net.virbr0.rx_errors", "9999999"));
        node("cable", "A", CONFIRMED, 10, errors);
        for (String name : List.of("one", "two", "disk")) {
            node(name, "A", CONFIRMED, 10, Map.of("net.eno1.kind", "wired", "net.eno1.rx_errors", "-5", "net.eno1.speed_mbit", "many"));
            steps.add(new RolloutStep(name, CONFIRMED, BEGIN.plusSeconds(name.equals("disk") ? 220 : 30)));
        }
        steps.add(new RolloutStep("cable", CONFIRMED, BEGIN.plusSeconds(30)));
        Map<String, List<String>> physical = new HashMap<>();
        report(List.of()).nodes().forEach(line -> physical.put(line.node().name(), line.physical()));
        assertTrue(physical.get("cable").getFirst().contains("4,711 receive errors"), physical.toString());
        assertTrue(physical.get("disk").getFirst().contains("20 times") && physical.get("disk").getFirst().contains("disk"), physical.toString());
        assertTrue(physical.get("one").isEmpty() && physical.get("two").isEmpty(), physical.toString());
    }

    @Test
    void thePageNamesWhatFailedInBothLanguagesAndRunsNothing() throws Exception {
        RolloutReport report = lab();
        StringBuilder english = new StringBuilder();
        new HtmlReport(report).write(english);
        assertTrue(english.indexOf("5 of 6 nodes confirmed") > 0 && english.indexOf("The disk is too full.") > 0, english.toString());
        assertTrue(english.indexOf("ratio 1.1") > 0, english.toString());
        assertFalse(english.toString().toLowerCase(Locale.ROOT).contains("<script"), english.toString());
        assertFalse(english.toString().matches("(?s).*![a-z]+\\.[a-z.-]+!.*"), english.toString());
        String portuguese = Language.during(Locale.of("pt", "BR"), () -> {
            StringBuilder page = new StringBuilder();
            try {
                new HtmlReport(report).write(page);
            } catch (java.io.IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
            return page.toString();
        });
        assertTrue(portuguese.contains("5 de 6 nós confirmados") && portuguese.contains("1,10"), portuguese);
    }

    private static org.w3c.dom.Document chart(RolloutReport report) throws Exception {
        StringBuilder page = new StringBuilder();
        new HtmlReport(report).write(page);
        String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + "</svg>".length());
        return javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new org.xml.sax.InputSource(new StringReader(svg)));
    }

    private static String all(org.w3c.dom.Document chart, String element) {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < chart.getElementsByTagName(element).getLength(); i++) {
            texts.append(chart.getElementsByTagName(element).item(i).getTextContent()).append('\n');
        }
        return texts.toString();
    }

    @Test
    void theChartShowsEachBuildingAndTheBoundAndSaysSoInWords() throws Exception {
        org.w3c.dom.Document chart = chart(lab());
        assertEquals("Bytes per second by building", all(chart, "title").strip());
        String words = all(chart, "desc");
        assertTrue(words.contains("campus / A: at most 381 MiB/s") && words.contains("campus / B: at most 191 MiB/s")
                && words.contains("From this machine, all buildings: at most 19.1 MiB/s") && words.contains("Least possible time 80.0 s"), words);
        assertTrue(all(chart, "text").contains("400 MiB/s\n") && all(chart, "text").contains("Least possible time 80.0 s"), all(chart, "text"));
        // 80 s of 80 s: at the right edge of the plot; 15 s of 80 s is where the last bytes came
        assertTrue(attributes(chart, "class", "bound").startsWith("M880.0 "), attributes(chart, "class", "bound"));
        assertTrue(attributes(chart, "stroke", "#0072b2").contains(" H238.1 V264.0"), attributes(chart, "stroke", "#0072b2"));
        String portuguese = Language.during(Locale.of("pt", "BR"), () -> {
            try {
                return all(chart(lab()), "desc");
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        assertTrue(portuguese.contains("no máximo 19,1 MiB/s") && portuguese.contains("Menor tempo possível 80,0 s"), portuguese);
    }

    /** The path that has this attribute. */
    private static String attributes(org.w3c.dom.Document chart, String attribute, String value) {
        for (int i = 0; i < chart.getElementsByTagName("path").getLength(); i++) {
            org.w3c.dom.Element path = (org.w3c.dom.Element) chart.getElementsByTagName("path").item(i);
            if (path.getAttribute(attribute).equals(value)) {
                return path.getAttribute("d");
            }
        }
        return "";
    }

    @Test
    void theChartHoldsManyBuildingsHostileNamesAndLongTimes() throws Exception {
        node("n", "A", CONFIRMED, 10, Map.of());
        List<RolloutSeries.Point> points = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            points.add(point(i * 100_000, HOSTILE + i, ROOM, Long.MAX_VALUE / 10_000));
        }
        points.add(point(0, "", ROOM, 1));
        org.w3c.dom.Document chart = chart(report(points));
        assertTrue(all(chart, "desc").contains("36 other buildings") && all(chart, "desc").contains("is not known"), all(chart, "desc"));
        assertTrue(attributes(chart, "stroke", "#d55e00").length() < 100_000 && attributes(chart, "class", "bound").isEmpty());
        assertTrue(all(chart, "text").contains("Time (h:min)"), all(chart, "text"));
    }

    @Test
    void theSheetHasALineANodeAndNoFormula() throws Exception {
        StringBuilder csv = new StringBuilder();
        new CsvReport(lab()).write(csv);
        List<CSVRecord> rows = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(new StringReader(csv.toString())).getRecords();
        assertEquals(6, rows.size());
        assertEquals("90.0", rows.get(2).get("download_seconds"));
        assertEquals(List.of("10.0", "90.0", ""), List.of(rows.get(2).get("pending_seconds"), rows.get(2).get("fetching_seconds"),
                rows.get(2).get("waiting_idle_seconds")));
        assertEquals("The disk is too full.", rows.get(4).get("reason"));
        assertEquals("'=1+1", rows.get(5).get("node"));
    }

    @Test
    void aRolloutWithoutACourseHasAReport() throws Exception {
        nodes.add(new NodeProgress("n", "n", new Place("", "", "", ""), PENDING, BEGIN, "", "", 0, 0, 0));
        RolloutReport report = report(List.of());
        assertEquals(Duration.ZERO, report.download());
        assertEquals(Optional.empty(), report.bound());
        StringBuilder page = new StringBuilder();
        new HtmlReport(report).write(page);
        assertTrue(page.indexOf("0 of 1 nodes confirmed") > 0, page.toString());
    }

    @Test
    void theCourseIsKeptOverARestart(@TempDir Path root) throws Exception {
        FakeRemote remote = new FakeRemote();
        Node node = new Node("00000000-0000-4000-8000-000000000001", "n1", new Place("c", "A", "r", "1"), "", "", NodeState.ONLINE, "127.0.0.9", 22, "",
                Instant.now(), Facts.NONE);
        String id;
        try (Workbench workbench = new Workbench(root, remote)) {
            workbench.collector();
            id = Workbench.run(workbench.rollouts.start(workbench.image("Ubuntu", "1", 100_352, 1), List.of(node), RolloutOptions.defaults("*"))).id();
            workbench.awaitEnd(id, 30);
        }
        try (Workbench workbench = new Workbench(root, remote)) {
            Rollout rollout = workbench.rollout(id);
            List<NodeRolloutState> states = workbench.rollouts.steps(rollout).stream().map(RolloutStep::state).toList();
            assertTrue(states.containsAll(List.of(FETCHING, VERIFYING)) && states.getLast() == CONFIRMED, states.toString());
            assertEquals(states.size(), states.stream().distinct().count(), "each once: " + states);
        }
    }
}
