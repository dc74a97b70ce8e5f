package org.bancada.metrics.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.bancada.core.DataFolder;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.Place;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.metrics.Line;
import org.bancada.metrics.Metric;
import org.bancada.metrics.Point;
import org.bancada.metrics.Prometheus;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.sun.net.httpserver.HttpServer;

/** Against the real server where it is installed (Debian package prometheus), and against servers that are none or will not answer. */
@Timeout(90)
class PrometheusSourceTest {
    private static final Path PROGRAM = Path.of("/usr/bin/prometheus");

    @TempDir
    private Path root;
    private SqliteDatabase database;
    private PrometheusSource source;
    private HttpServer web;
    private final Node one = node("pc1");
    private final Node two = node("pc2");

    @BeforeEach
    void open() throws Exception {
        DataFolder folder = new DataFolder(Files.createDirectory(root.resolve("data")));
        database = new SqliteDatabase(folder);
        source = new PrometheusSource(new StoredSettings(database), new KeyStoreSecrets(folder));
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.start();
    }

    @AfterEach
    void close() {
        web.stop(0);
        database.close();
    }

    private static Node node(String name) {
        return new Node("uuid-" + name, name, Place.UNKNOWN, "", "", null, "", 22, "", null, Facts.NONE);
    }

    private void use(int port, String user, String secret) throws ProblemException {
        var use = source.use(new Prometheus.Setup(URI.create("http://127.0.0.1:" + port), user, Prometheus.USUAL_INSTANCE),
                secret == null ? null : secret.toCharArray());
        use.run(use.plan(), Progress.none());
    }

    private void answer(int status, String body) {
        web.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private String problem() {
        return assertThrows(ProblemException.class, () -> source.lines(Metric.TEMPERATURE, List.of(one), Instant.ofEpochSecond(1000), Instant.ofEpochSecond(2000),
                Duration.ofSeconds(60), Progress.none())).problem().line();
    }

    @Test
    void theRealServerAnswers() throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "the program prometheus is not installed (Debian package prometheus): its adapter was not tried on the real server");
        AtomicLong received = new AtomicLong(1_000_000);
        web.createContext("/metrics", exchange -> {
            byte[] bytes = exporter(received.addAndGet(50_000)).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = root.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s}
                scrape_configs:
                  - job_name: node
                    static_configs:
                      - targets: ['127.0.0.1:%1$d']
                        labels: {instance: 'pc1:9100'}
                      - targets: ['localhost:%1$d']
                        labels: {instance: 'server.with(brackets):9100'}
                """.formatted(web.getAddress().getPort()));
        Process server = new ProcessBuilder(PROGRAM.toString(), "--config.file=" + config, "--storage.tsdb.path=" + root.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port).redirectErrorStream(true).redirectOutput(root.resolve("prometheus.log").toFile()).start();
        try {
            use(port, "", null);
            Line line = awaitLine(Metric.RECEIVED);
            assertEquals("pc1", line.name());
            // 50,000 bytes a second at most, as long as the bridge, which carries a thousand times that, is left out.
            assertTrue(line.points().getLast().value() > 0 && line.points().getLast().value() < 100_000, line.points().toString());
            assertEquals(61.5, awaitLine(Metric.TEMPERATURE).points().getLast().value());
            assertEquals(3.0 * (1 << 30), awaitLine(Metric.MEMORY_USED).points().getLast().value());
            assertEquals(75, awaitLine(Metric.MEMORY_SHARE).points().getLast().value());
            assertEquals(60, awaitLine(Metric.diskShare("root")).points().getLast().value(), 1e-9);
            assertEquals(List.of("disk.qcow2-user.avail_bytes", "disk.qcow2-user.used_percent", "disk.root.avail_bytes", "disk.root.used_percent",
                    "net.rx_bytes_s", "ram.used_bytes", "ram.used_percent", "temperature.celsius"),
                    source.metrics(Progress.none()).stream().map(Metric::name).toList());
            Prometheus.Check check = source.test(List.of(one, two), Progress.none());
            assertEquals(List.of(2, 1), List.of(check.nodes(), check.matched()));
            assertEquals(List.of("server.with(brackets):9100"), check.unknown());
            assertTrue(check.version().startsWith("2") || check.version().startsWith("3"), check.version());
            String refused = assertThrows(ProblemException.class, () -> new PrometheusHttp(URI.create("http://127.0.0.1:" + port), "", null)
                    .call("query", Progress.none(), "query", "rate(")).problem().line();
            assertTrue(refused.contains("refuses the query") && refused.contains("parse error"), refused);
        } finally {
            server.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Line awaitLine(Metric metric) throws Exception {
        while (true) {
            try {
                Instant now = Instant.now();
                Line line = source.lines(metric, List.of(one, two), now.minusSeconds(60), now, Duration.ofSeconds(1), Progress.none()).get(one.uuid());
                if (line != null) {
                    return line;
                }
            } catch (ProblemException starting) {
                Thread.onSpinWait();
            }
        }
    }

    private static String exporter(long received) {
        return "node_network_receive_bytes_total{device=\"eth0\"} " + received + "\nnode_network_receive_bytes_total{device=\"virbr0\"} " + received * 1000 + "\n"
                + "node_memory_MemTotal_bytes 4.294967296e+09\nnode_memory_MemAvailable_bytes 1.073741824e+09\n"
                + "node_hwmon_temp_celsius{chip=\"a\",sensor=\"temp1\"} 61.5\nnode_hwmon_temp_celsius{chip=\"a\",sensor=\"temp2\"} 127\n"
                + "node_filesystem_avail_bytes{device=\"/dev/sda2\",fstype=\"ext4\",mountpoint=\"/\"} 4e10\n"
                + "node_filesystem_size_bytes{device=\"/dev/sda2\",fstype=\"ext4\",mountpoint=\"/\"} 1e11\n"
                + "node_filesystem_avail_bytes{device=\"/dev/sdb\",fstype=\"ext4\",mountpoint=\"/qcow2/user\"} 4e10\n";
    }

    @Test
    void nobodyThere() throws Exception {
        web.stop(0);
        use(web.getAddress().getPort(), "", null);
        assertTrue(problem().contains("does not answer: nobody listens at that port"), problem());
    }

    @Test
    void credentialsAreSentAndRefusalIsSaid() throws Exception {
        AtomicReference<String> sent = new AtomicReference<>();
        web.createContext("/", exchange -> {
            sent.set(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        use(web.getAddress().getPort(), "", "t0ken");
        assertTrue(problem().contains("refuses the credentials (HTTP 401)") && problem().contains("--secret-file"), problem());
        assertEquals("Bearer t0ken", sent.get());
        use(web.getAddress().getPort(), "ana", "pass");
        problem();
        assertEquals("Basic YW5hOnBhc3M=", sent.get());
        use(web.getAddress().getPort(), "", "");
        problem();
        assertEquals(null, sent.get());
        for (Path file : List.of(root.resolve("data/bancada.db"), root.resolve("data/bancada.db-wal"))) {
            assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("t0ken"), file + " holds the secret");
        }
    }

    @Test
    void aSecretDoesNotFollowToAnotherServer() throws Exception {
        AtomicReference<String> sent = new AtomicReference<>("");
        web.createContext("/", exchange -> {
            sent.set(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        use(1, "", "t0ken");
        use(web.getAddress().getPort(), "", null);
        problem();
        assertEquals(null, sent.get());
    }

    @Test
    void aTryUsesWhatIsTypedAndKeepsNothing() throws Exception {
        AtomicReference<String> sent = new AtomicReference<>("");
        web.createContext("/", exchange -> {
            sent.set(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        use(1, "", "t0ken");
        assertTrue(source.hasSecret());
        Prometheus.Setup other = new Prometheus.Setup(URI.create("http://127.0.0.1:" + web.getAddress().getPort()), "", Prometheus.USUAL_INSTANCE);
        assertThrows(ProblemException.class, () -> source.test(other, null, List.of(one), Progress.none()));
        assertEquals(null, sent.get(), "what is kept was meant for another server");
        assertThrows(ProblemException.class, () -> source.test(other, "typed".toCharArray(), List.of(one), Progress.none()));
        assertEquals("Bearer typed", sent.get());
        assertEquals(1, source.setup().orElseThrow().url().getPort());
        var leave = source.leave();
        leave.run(leave.plan(), Progress.none());
        assertEquals(1, source.setup().orElseThrow().url().getPort(), "it can still be asked by name");
    }

    @Test
    void somethingElseAnswers() throws Exception {
        answer(200, "<html>It works!</html>");
        use(web.getAddress().getPort(), "", null);
        assertTrue(problem().contains("not Prometheus (HTTP 200)"), problem());
    }

    @Test
    void aLoginPageIsNotFollowed() throws Exception {
        answer(302, "");
        use(web.getAddress().getPort(), "", null);
        assertTrue(problem().contains("not Prometheus (HTTP 302)"), problem());
    }

    @Test
    void theAnswerIsCutOrOdd() throws Exception {
        answer(200, "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"instance\":\"pc1:9100\"},\"values\":[[1000,\"1\"");
        use(web.getAddress().getPort(), "", null);
        assertTrue(problem().contains("not Prometheus"), problem());
        web.removeContext("/");
        answer(200, "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{\"instance\":\"pc1:9100\"},\"values\":[[1000,\"1\"],[1000,\"2\"],[900,\"3\"],[1060,\"NaN\"],"
                + "[1120,\"+Inf\"],[1180,null],\"x\",[1240],[1300,\"4\"]]},{\"metric\":{\"instance\":\"other\"},\"values\":[[1000,\"1\"]]},7,{}]}}");
        Line line = source.lines(Metric.TEMPERATURE, List.of(one, two), Instant.ofEpochSecond(1000), Instant.ofEpochSecond(2000), Duration.ofSeconds(60),
                Progress.none()).get(one.uuid());
        assertEquals(List.of(1.0, 4.0), line.points().stream().map(Point::value).toList());
    }

    @Test
    void anEmptyAnswerIsNoLine() throws Exception {
        answer(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");
        use(web.getAddress().getPort(), "", null);
        assertEquals(0, source.lines(Metric.TEMPERATURE, List.of(one), Instant.ofEpochSecond(1000), Instant.ofEpochSecond(2000), Duration.ofSeconds(60),
                Progress.none()).size());
    }

    @Test
    void whatCannotBeAnAddressIsRefused() {
        for (String url : List.of("prometheus:9090", "ftp://host", "http://ana:secret@host", "http://host/?x=1")) {
            String line = assertThrows(ProblemException.class, () -> source.use(new Prometheus.Setup(URI.create(url), "", "{name}"), null).plan()).problem().line();
            assertFalse(line.contains("secret@"), line);
        }
        assertThrows(ProblemException.class, () -> source.use(new Prometheus.Setup(URI.create("http://host"), "", "node:9100"), null).plan());
    }
}
