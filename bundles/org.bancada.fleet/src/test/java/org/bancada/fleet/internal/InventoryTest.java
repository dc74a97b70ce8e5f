package org.bancada.fleet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.fleet.Change;
import org.bancada.fleet.Registration;
import org.bancada.fleet.ReportInbox.Receipt.Kind;
import org.bancada.store.internal.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InventoryTest {
    private static final String ONE = "11111111-1111-1111-1111-111111111111";
    private static final String TWO = "22222222-2222-2222-2222-222222222222";

    @TempDir
    private Path root;
    private SqliteDatabase database;
    private Inventory fleet;
    private Instant now = Instant.ofEpochSecond(1_763_715_600);

    @BeforeEach
    void open() throws Exception {
        database = new SqliteDatabase(new DataFolder(root));
        fleet = new Inventory(database, () -> now);
    }

    @AfterEach
    void close() {
        fleet.close();
        database.close();
    }

    private void reopen() throws Exception {
        close();
        open();
    }

    private Kind report(String uuid, String source, SampleReport report) throws Exception {
        return fleet.accept(uuid, InetAddress.getByName(source), report.bytes()).kind();
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private SampleReport sample() {
        return new SampleReport().with("date +%s", now.getEpochSecond() + "\n");
    }

    private List<String> changes(String uuid) {
        return fleet.history(uuid, 100).stream().map(c -> c.fact() + ": " + c.before() + " -> " + c.after()).toList();
    }

    @Test
    void aReportMakesANodeThatSurvives() throws Exception {
        SampleReport report = sample();
        assertEquals(Kind.TAKEN, report(ONE.toUpperCase(java.util.Locale.ROOT), "10.1.2.3", report));
        Node node = fleet.node(ONE).orElseThrow();
        assertEquals("ABC1234", node.name());
        assertEquals(List.of("OptiPlex 7010", "Dell Inc.", "10.1.2.3", "18:03:73:aa:bb:cc"), List.of(node.model(), node.vendor(), node.address(), node.mac()));
        assertEquals(2222, node.sshPort());
        assertEquals(NodeState.ONLINE, node.state());
        reopen();
        assertEquals(node, fleet.node("abc1234").orElseThrow());
        assertEquals(report.text(), fleet.lastReport(ONE).orElseThrow().body());
        assertEquals(List.of("address:  -> 10.1.2.3"), changes(ONE));
        assertEquals(1, fleet.select(Query.parse("model: optiplex* and ram.kib >= 4000000")).size());
    }

    @Test
    void aBodyIsGivenBackAsItCame() throws Exception {
        String odd = "noise before\n---- date +%s ----\r\n1763715600\r\n---- lspci -nnk ----\n---- odd ----\n--- no header ---\n---- cctk ----\nnot found";
        assertEquals(Kind.TAKEN, fleet.accept(ONE, InetAddress.getByName("10.1.2.3"), odd.getBytes(StandardCharsets.UTF_8)).kind());
        assertEquals(odd, fleet.lastReport(ONE).orElseThrow().body());
    }

    @Test
    void unchangedReportsMakeNoHistoryAndChangesDo() throws Exception {
        report(ONE, "10.1.2.3", sample());
        for (int i = 1; i <= 5; i++) {
            after(Duration.ofMinutes(15));
            report(ONE, "10.1.2.3", sample().replacing("cat /proc/net/dev", "987654321", "9876543" + i).replacing("df", "19989324", "1998932" + i)
                    .replacing("sensors", "+41.0", "+4" + i + ".0").replacing("cctk -o /dev/stdout", "TEMPERATURE_1:41", "TEMPERATURE_1:4" + i)
                    .replacing("cat /proc/meminfo", "7997824", "799782" + i).replacing("bancada-node", "guest.open=no", "guest.open=yes"));
        }
        assertEquals(1, changes(ONE).size(), changes(ONE).toString());
        after(Duration.ofMinutes(15));
        report(ONE, "10.1.2.3", sample().replacing("cat /proc/meminfo", "7997824", "3961000").replacing("cctk -o /dev/stdout", "doorclosed", "tripped")
                .replacing("lsblk -b -P -o NAME,SIZE,TYPE,ROTA,MODEL,SERIAL", "NAME=\"sda1\"", "NAME=\"sda2\"")
                .replacing("df", "9251336  19989324  32%", "29251336  100  99%"));
        assertEquals(List.of("block.sda1.size_bytes: 1048576 -> ", "block.sda1.type: part -> ", "block.sda2.size_bytes:  -> 1048576",
                "block.sda2.type:  -> part", "chassis.intrusion: closed -> open", "disk.root.level: ok -> full", "ram.kib: 7997825 -> 3961000"),
                changes(ONE).stream().filter(c -> !c.startsWith("address")).sorted().toList());
        Change newest = fleet.history(ONE, 1).get(0);
        assertEquals(now, newest.when());
    }

    @Test
    void aMissedReportIsNoticedAndTold() throws Exception {
        BlockingQueue<List<String>> told = new LinkedBlockingQueue<>();
        report(ONE, "10.1.2.3", sample().replacing("bancada-node", "report.interval=900", "report.interval=60"));
        try (var listening = fleet.onChange(told::add)) {
            after(Duration.ofSeconds(100));
            fleet.updateStates();
            assertEquals(NodeState.ONLINE, fleet.nodes().get(0).state());
            after(Duration.ofSeconds(1));
            fleet.updateStates();
            assertEquals(NodeState.OFFLINE, fleet.nodes().get(0).state());
            assertEquals(List.of(ONE), told.poll(10, TimeUnit.SECONDS));
            fleet.updateStates();
            report(ONE, "10.1.2.3", sample());
            assertEquals(List.of(ONE), told.poll(10, TimeUnit.SECONDS));
            assertEquals(NodeState.ONLINE, fleet.nodes().get(0).state());
        }
        after(Duration.ofHours(1));
        reopen();
        assertEquals(NodeState.OFFLINE, fleet.nodes().get(0).state());
        now = now.minus(Duration.ofDays(400));
        fleet.updateStates();
        assertEquals(NodeState.OFFLINE, fleet.nodes().get(0).state());
    }

    @Test
    void aSecondMachineWithTheSameUuidIsRefusedWhileTheFirstLives() throws Exception {
        report(ONE, "10.1.2.3", sample());
        SampleReport clone = sample().replacing("ip addr", "18:03:73:AA:BB:CC", "18:03:73:00:00:01").replacing("ip addr", "10.1.2.3", "10.1.2.4")
                .replacing("dmidecode", "ABC1234", "XYZ9999").replacing("cctk -o /dev/stdout", "ABC1234", "XYZ9999");
        var receipt = fleet.accept(ONE, InetAddress.getByName("10.1.2.4"), clone.bytes());
        assertEquals(Kind.IN_USE, receipt.kind());
        assertTrue(receipt.problem().line().contains("10.1.2.3") && receipt.problem().line().contains("10.1.2.4"), receipt.problem().line());
        report(ONE, "10.1.2.4", clone);
        assertEquals(List.of("uuid.duplicate: 10.1.2.3 -> 10.1.2.4", "address:  -> 10.1.2.3"), changes(ONE));
        assertEquals("ABC1234", fleet.node(ONE).orElseThrow().facts().text("dmi.product_serial").orElse(""));
        assertEquals(Kind.IN_USE, report(ONE, "10.1.2.5", sample()), "a copied report comes from an address that it does not list");
        after(Duration.ofSeconds(901));
        assertEquals(Kind.TAKEN, report(ONE, "10.1.2.4", clone));
        assertEquals("10.1.2.4", fleet.node(ONE).orElseThrow().address());
    }

    @Test
    void theSameMachineMayMoveToAnotherAddress() throws Exception {
        report(ONE, "10.1.2.3", sample());
        assertEquals(Kind.TAKEN, report(ONE, "10.1.2.77", sample().replacing("ip addr", "10.1.2.3/24", "10.1.2.77/24")));
        assertEquals("10.1.2.77", fleet.node(ONE).orElseThrow().address());
        assertTrue(changes(ONE).contains("address: 10.1.2.3 -> 10.1.2.77"), changes(ONE).toString());
    }

    @Test
    void refusesWhatIsNoReport() throws Exception {
        InetAddress source = InetAddress.getByName("10.1.2.3");
        assertEquals(Kind.MALFORMED, fleet.accept(null, source, sample().bytes()).kind());
        assertEquals(Kind.MALFORMED, fleet.accept("not-a-uuid\u0007", source, sample().bytes()).kind());
        assertEquals(Kind.MALFORMED, fleet.accept("00000000-0000-0000-0000-000000000000", source, sample().bytes()).kind());
        assertEquals(Kind.MALFORMED, fleet.accept(ONE, source, new byte[0]).kind());
        var receipt = fleet.accept(ONE, source, "----  ----\n---- x\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(Kind.MALFORMED, receipt.kind());
        assertFalse(receipt.problem().cure().isEmpty());
        assertTrue(fleet.nodes().isEmpty());
    }

    @Test
    void registeredNodesAreNewAndKeepTheirNames() throws Exception {
        fleet.register(List.of(new Registration(ONE, "lab1-01", new Place("Campus", "DC", "Lab 1", "10"), "10.1.2.3", 0, "18:03:73:aa:bb:cc"),
                new Registration(TWO, "lab1-02", new Place("Campus", "DC", "Lab 1", "2"), "", 2222, "")));
        assertEquals(List.of("lab1-02", "lab1-01"), fleet.nodes().stream().map(Node::name).toList());
        assertEquals(NodeState.NEW, fleet.nodes().get(0).state());
        report(ONE, "10.1.2.3", sample());
        reopen();
        Node node = fleet.node("LAB1-01").orElseThrow();
        assertEquals(NodeState.ONLINE, node.state());
        assertEquals("Lab 1", node.place().room());
        fleet.register(List.of(new Registration(ONE, "", Place.UNKNOWN, "", 0, "")));
        assertEquals(node, fleet.node(ONE).orElseThrow());
        fleet.register(List.of(new Registration(ONE, "lab1-02", Place.UNKNOWN, "", 0, ""), new Registration(TWO, "lab1-01", Place.UNKNOWN, "", 0, "")));
        assertEquals(TWO, fleet.node("lab1-01").orElseThrow().uuid());
        reopen();
        assertEquals(ONE, fleet.node("lab1-02").orElseThrow().uuid());
    }

    @Test
    void refusesBadRegistrationsAsAWhole() throws Exception {
        fleet.register(List.of(new Registration(ONE, "lab1-01", Place.UNKNOWN, "", 0, "")));
        for (Registration bad : List.of(new Registration(TWO, "LAB1-01", Place.UNKNOWN, "", 0, ""), new Registration("x", "n", Place.UNKNOWN, "", 0, ""),
                new Registration(TWO, "a\nb", Place.UNKNOWN, "", 0, ""), new Registration(TWO, "n", Place.UNKNOWN, "-oProxyCommand=x", 0, ""),
                new Registration(TWO, "n", Place.UNKNOWN, "", 70_000, ""), new Registration(TWO, "n", Place.UNKNOWN, "", 0, "nonsense"),
                new Registration(ONE, "twice", Place.UNKNOWN, "", 0, ""))) {
            assertThrows(ProblemException.class, () -> fleet.register(List.of(new Registration(ONE, "", Place.UNKNOWN, "10.9.9.9", 0, ""), bad)));
        }
        assertEquals("", fleet.node(ONE).orElseThrow().address());
        assertEquals(List.of("lab1-01"), fleet.nodes().stream().map(Node::name).toList());
    }

    @Test
    void nodesWithoutANameGetOneOfTheirOwn() throws Exception {
        report(ONE, "10.1.2.3", sample());
        report(TWO, "10.1.2.4", sample());
        assertEquals(List.of("ABC1234", "ABC1234-2"), fleet.nodes().stream().map(Node::name).toList());
        report(TWO, "10.1.2.4", sample().with("hostname", "lab7-pc2\n"));
        assertEquals("lab7-pc2", fleet.node(TWO).orElseThrow().name());
        report("33333333-3333-3333-3333-333333333333", "10.1.2.5", sample().without("dmidecode").without("cctk -o /dev/stdout").with("hostname", "$(reboot)\n"));
        assertTrue(fleet.node("33333333").isPresent());
    }

    @Test
    void removedNodesAreGoneForGood() throws Exception {
        report(ONE, "10.1.2.3", sample());
        report(TWO, "10.1.2.4", sample());
        List<Node> both = fleet.nodes();
        var remove = fleet.remove(both.subList(0, 1));
        Plan plan = remove.plan();
        assertEquals(1, plan.steps().size());
        assertEquals(1, plan.losses().size());
        assertEquals(2, fleet.nodes().size());
        assertEquals(1, remove.run(plan, Progress.none()));
        assertEquals(0, remove.run(plan, Progress.none()));
        Plan again = fleet.remove(both).plan();
        assertEquals(1, again.leftOut().size());
        reopen();
        assertEquals(1, fleet.nodes().size());
        assertTrue(fleet.history(both.get(0).uuid(), 10).isEmpty());
        report(both.get(0).uuid(), "10.1.2.3", sample());
        assertEquals(1, changes(both.get(0).uuid()).size());
    }

    @Test
    void historyPerNodeIsBounded() throws Exception {
        report(ONE, "10.1.2.3", sample());
        for (int i = 0; i < 60; i++) {
            after(Duration.ofSeconds(1));
            StringBuilder images = new StringBuilder("scripts.version=1\n");
            for (int j = 0; j < 100; j++) {
                images.append("image.x").append(j).append(".version=").append(i).append('\n');
            }
            report(ONE, "10.1.2.3", sample().with("bancada-node", images.toString()));
        }
        assertEquals(FleetTables.MOST_CHANGES, fleet.history(ONE, 100_000).size());
    }

    @Test
    void reportsOfManyAtOnceAllCount() throws Exception {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Future<Kind>> answers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int n = i;
                answers.add(senders.submit(() -> report("44444444-0000-0000-0000-0000000000%02d".formatted(n % 40), "10.1.3." + n % 40, sample())));
            }
            for (var answer : answers) {
                assertEquals(Kind.TAKEN, answer.get());
            }
        }
        assertEquals(40, fleet.nodes().size());
        assertEquals(40, fleet.nodes().stream().map(Node::name).distinct().count());
        assertSame(fleet.nodes(), fleet.nodes());
        List<Node> before = fleet.nodes();
        reopen();
        assertEquals(before, fleet.nodes());
    }
}
