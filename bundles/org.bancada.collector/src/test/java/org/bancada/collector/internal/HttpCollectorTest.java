package org.bancada.collector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

import org.bancada.core.DataFolder;
import org.bancada.core.NodeState;
import org.bancada.core.ProblemException;
import org.bancada.fleet.internal.Inventory;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.store.internal.SqliteDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real HTTP against the real server, with a real fleet behind it. */
@Timeout(120)
class HttpCollectorTest {
    private static final String UUID = "11111111-2222-3333-4444-555555555555";
    private static final String REPORT = "---- cat /proc/meminfo ----\nMemTotal:        7997824 kB\n---- date +%s ----\n1763715600\n";
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(2);

    @TempDir
    private static Path shared;
    private static FelixHttp felix;

    @TempDir
    private Path folder;
    private SqliteDatabase database;
    private Inventory fleet;
    private LuceneLogStore logs;
    private HttpCollector collector;
    private InetSocketAddress address;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();

    @BeforeAll
    static void startFelix() throws Exception {
        felix = new FelixHttp(shared.resolve("felix"));
    }

    @AfterAll
    static void stopFelix() throws Exception {
        felix.close();
    }

    @BeforeEach
    void listen() throws Exception {
        DataFolder data = new DataFolder(folder);
        felix.lendIdentity(data);
        database = new SqliteDatabase(data);
        fleet = new Inventory(database, InstantSource.system());
        logs = new LuceneLogStore(data);
        collector = new HttpCollector(felix.bundles(), felix.configurations(), data, fleet, logs, BODY_DEADLINE, InstantSource.system());
        address = collector.listen(new InetSocketAddress("127.0.0.1", 0), Set.of());
    }

    @AfterEach
    void close() {
        collector.close();
        logs.close();
        fleet.close();
        database.close();
    }

    private HttpRequest.Builder report() throws ProblemException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/report")).timeout(Duration.ofSeconds(60))
                .header("Auth", collector.secret()).header("Uuid", UUID).header("Content-Type", "text/plain");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, byte[] body) throws Exception {
        return client.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void assertStillAlive() throws Exception {
        assertEquals(204, send(report(), bytes(REPORT)).statusCode());
        assertEquals("7997824", fleet.node(UUID).orElseThrow().facts().text("ram.kib").orElse(""));
    }

    @Test
    void takesAReportAndTheNodeIsThere() throws Exception {
        assertEquals(204, send(report(), bytes(REPORT)).statusCode());
        var node = fleet.node(UUID).orElseThrow();
        assertEquals(NodeState.ONLINE, node.state());
        assertEquals("127.0.0.1", node.address());
        assertEquals(REPORT, fleet.lastReport(UUID).orElseThrow().body());
    }

    @Test
    void saysWhoItIs() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/")).build();
        assertTrue(client.send(get, HttpResponse.BodyHandlers.ofString()).body().startsWith("{\"name\":\"bancada\""));
        assertEquals(405, client.send(report().GET().build(), HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    void refusesAWrongOrMissingSecretBeforeReadingAnything() throws Exception {
        HttpRequest.Builder wrong = report().setHeader("Auth", "guess");
        assertEquals(401, send(wrong, bytes(REPORT)).statusCode());
        HttpRequest.Builder none = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/report")).header("Uuid", UUID);
        assertEquals(401, send(none, bytes(REPORT)).statusCode());
        assertTrue(fleet.nodes().isEmpty());
    }

    @Test
    void keepsTheSecretInAFileOfTheOwner() throws Exception {
        Path file = folder.resolve("keys/collector.secret");
        assertEquals(collector.secret(), Files.readString(file).strip());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void refusesMissingAndBadHeaders() throws Exception {
        HttpRequest.Builder noUuid = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/report"))
                .header("Auth", collector.secret());
        assertEquals(400, send(noUuid, bytes(REPORT)).statusCode());
        assertEquals(400, send(report().setHeader("Uuid", "../../etc/passwd"), bytes(REPORT)).statusCode());
        assertEquals(415, send(report().header("Content-Encoding", "br"), bytes(REPORT)).statusCode());
        assertStillAlive();
    }

    @Test
    void refusesWhatIsNoReport() throws Exception {
        byte[] binary = new byte[200_000];
        new Random(7).nextBytes(binary);
        assertEquals(400, send(report(), binary).statusCode());
        assertEquals(400, send(report(), new byte[0]).statusCode());
        assertEquals(400, send(report(), bytes("hello")).statusCode());
        assertStillAlive();
    }

    @Test
    void refusesTooLargeBodiesWhetherAnnouncedOrNot() throws Exception {
        byte[] chunk = new byte[1 << 20];
        Arrays.fill(chunk, (byte) 'x');
        assertEquals("413", status(100 << 20, chunk, true));
        assertEquals("413", status(100 << 20, chunk, false));
        assertStillAlive();
    }

    /** Sends a body by hand and goes on sending until the server answers or hangs up; the answer's status. */
    private String status(long length, byte[] chunk, boolean announced) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes("POST /report HTTP/1.1\r\nHost: x\r\nAuth: " + collector.secret() + "\r\nUuid: " + UUID + "\r\n"
                    + (announced ? "Content-Length: " + length : "Transfer-Encoding: chunked") + "\r\n\r\n"));
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    for (long sent = 0; sent < length; sent += chunk.length) {
                        if (!announced) {
                            out.write(bytes(Integer.toHexString(chunk.length) + "\r\n"));
                        }
                        out.write(chunk);
                        if (!announced) {
                            out.write(bytes("\r\n"));
                        }
                    }
                } catch (IOException hungUp) {
                    // as it should
                }
            });
            String line = firstLine(socket.getInputStream());
            socket.close();
            sender.join();
            return line.split(" ")[1];
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = in.read();
        while (c >= 0 && c != '\n') {
            line.write(c);
            c = in.read();
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void refusesATruncatedBodyAndKeepsNothingOfIt() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes("POST /report HTTP/1.1\r\nHost: x\r\nAuth: " + collector.secret() + "\r\nUuid: " + UUID
                    + "\r\nContent-Length: 5000\r\n\r\n" + REPORT));
            socket.shutdownOutput();
            String answer = firstLine(socket.getInputStream());
            assertTrue(answer.isEmpty() || answer.contains(" 400 "), answer);
        }
        assertTrue(fleet.nodes().isEmpty());
        assertStillAlive();
    }

    @Test
    void endsADrippingBodyAtTheDeadline() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes("POST /report HTTP/1.1\r\nHost: x\r\nAuth: " + collector.secret() + "\r\nUuid: " + UUID + "\r\nContent-Length: 5000\r\n\r\n"));
            Thread drip = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        out.write('x');
                        Thread.sleep(100);
                    }
                } catch (IOException | InterruptedException hungUp) {
                    // as it should
                }
            });
            long start = System.nanoTime();
            assertTrue(firstLine(socket.getInputStream()).contains(" 408 "));
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(BODY_DEADLINE.plusSeconds(3)) < 0);
            drip.interrupt();
            drip.join();
        }
        assertStillAlive();
    }

    @Test
    void takesGzipButNoBomb() throws Exception {
        assertEquals(204, send(report().header("Content-Encoding", "gzip"), gzip(bytes(REPORT))).statusCode());
        byte[] bomb = gzip(new byte[300 << 20]);
        assertTrue(bomb.length < ReportServlet.MOST_BYTES);
        assertEquals(413, send(report().header("Content-Encoding", "gzip"), bomb).statusCode());
        assertEquals(400, send(report().header("Content-Encoding", "gzip"), bytes(REPORT)).statusCode());
        byte[] whole = gzip(bytes(REPORT));
        assertEquals(400, send(report().header("Content-Encoding", "gzip"), Arrays.copyOf(whole, whole.length - 10)).statusCode());
        assertStillAlive();
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    @Test
    void refusesTheSameUuidFromASecondAddress() throws Exception {
        assertEquals("204", postFrom("127.0.0.2"));
        assertEquals("409", postFrom("127.0.0.3"));
        assertEquals("204", postFrom("127.0.0.2"));
        assertEquals("127.0.0.2", fleet.node(UUID).orElseThrow().address());
        assertTrue(fleet.history(UUID, 10).stream().anyMatch(c -> c.fact().equals("uuid.duplicate") && c.after().equals("127.0.0.3")));
    }

    private String postFrom(String source) throws Exception {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(source, 0));
            socket.connect(address);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes("POST /report HTTP/1.1\r\nHost: x\r\nAuth: " + collector.secret() + "\r\nUuid: " + UUID
                    + "\r\nContent-Length: " + REPORT.length() + "\r\n\r\n" + REPORT));
            return firstLine(socket.getInputStream()).split(" ")[1];
        }
    }

    @Test
    void servesWhileAThousandConnectionsSayNothing() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket("127.0.0.1", address.getPort());
                idle.add(socket);
                if (i % 3 == 0) {
                    socket.getOutputStream().write(bytes("POST /report HTTP/1.1\r\nHost: x\r\n"));
                }
                if (i % 3 == 1) {
                    socket.getOutputStream().write(bytes("POST /report HTTP/1.1\r\nHost: x\r\nAuth: " + collector.secret() + "\r\nUuid: " + UUID
                            + "\r\nContent-Length: 5000\r\n\r\n----"));
                }
            }
            try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    answers.add(senders.submit(() -> send(report(), bytes(REPORT)).statusCode()));
                }
                for (Future<Integer> answer : answers) {
                    assertEquals(204, answer.get());
                }
            }
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void listensWhereItIsToldAndNowhereElse() throws Exception {
        assertEquals(address, collector.listen(address, Set.of()));
        InetSocketAddress moved = collector.listen(new InetSocketAddress("127.0.0.2", 0), Set.of());
        assertEquals("127.0.0.2", moved.getHostString());
        assertThrows(IOException.class, () -> new Socket("127.0.0.1", moved.getPort()).close());
        assertThrows(IOException.class, () -> new Socket("127.0.0.1", address.getPort()).close());
        InetSocketAddress samePort = collector.listen(new InetSocketAddress("127.0.0.1", moved.getPort()), Set.of());
        assertEquals(moved.getPort(), samePort.getPort());
        collector.stop();
        assertTrue(collector.address().isEmpty());
        assertThrows(IOException.class, () -> new Socket("127.0.0.1", samePort.getPort()).close());
    }

    @Test
    void saysThatAPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            InetSocketAddress taken = new InetSocketAddress("127.0.0.1", other.getLocalPort());
            ProblemException problem = assertThrows(ProblemException.class, () -> collector.listen(taken, Set.of()));
            assertEquals(204, send(report(), bytes(REPORT)).statusCode(), "it goes on where it was");
            assertTrue(problem.problem().line().contains("127.0.0.1:" + other.getLocalPort()), problem.problem().line());
        }
        assertThrows(ProblemException.class, () -> collector.listen(new InetSocketAddress("192.0.2.1", 0), Set.of()));
        assertTrue(collector.address().isPresent());
    }
}
