package org.bancada.collector.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.bancada.core.DataFolder;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.fleet.internal.Inventory;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.StoreFullException;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.store.internal.SqliteDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bulk protocol over real HTTP into the real store: what shippers send, what hostile ones could send. */
@Timeout(180)
class BulkTest {
    @TempDir
    private static Path shared;
    private static FelixHttp felix;

    @TempDir
    private Path folder;
    private SqliteDatabase database;
    private Inventory fleet;
    private LuceneLogStore logs;
    private boolean full;
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
        LogStore store = (LogStore) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {LogStore.class},
                (proxy, method, arguments) -> {
                    if (full && method.getName().equals("add")) {
                        throw new ProblemException(Problem.of("The disk is full."), new StoreFullException(null));
                    }
                    try {
                        return method.invoke(logs, arguments);
                    } catch (java.lang.reflect.InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        collector = new HttpCollector(felix.bundles(), felix.configurations(), data, fleet, store, Duration.ofSeconds(30), InstantSource.system());
        address = collector.listen(new InetSocketAddress("127.0.0.1", 0), Set.of());
    }

    @AfterEach
    void close() {
        collector.close();
        logs.close();
        fleet.close();
        database.close();
    }

    private HttpRequest.Builder to(String path) throws Exception {
        String credentials = Base64.getEncoder().encodeToString(("bancada:" + collector.secret()).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + path)).timeout(Duration.ofSeconds(60))
                .header("Authorization", "Basic " + credentials);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, byte[] body) throws Exception {
        return client.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> bulk(String body) throws Exception {
        return send(to("/_bulk").header("Content-Type", "application/x-ndjson"), body.getBytes(StandardCharsets.UTF_8));
    }

    private long count(String query) throws Exception {
        return logs.count(LogQuery.of(Query.parse(query)), Progress.none());
    }

    private List<Event> newest(String query) throws Exception {
        return logs.newest(LogQuery.of(Query.parse(query)), 100, Progress.none());
    }

    @Test
    void answersByteForByteWhatFluentBitLooksFor() throws Exception {
        HttpResponse<String> answer = bulk("{\"create\":{\"_index\":\"fluent-bit\",\"_type\":\"_doc\",\"_id\":\"a\"}}\n{\"@timestamp\":\"2026-11-21T09:29:39.573Z\",\"log\":\"x\"}\n");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().matches("\\{\"took\":\\d+,\"errors\":false,\"items\":\\[\\{\"create\":\\{\"_index\":\"fluent-bit\",\"_id\":\"a\",\"_version\":1,"
                + "\"result\":\"created\",\"_shards\":\\{\"total\":1,\"successful\":1,\"failed\":0},\"status\":201}}]}"), answer.body());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse("").split(";")[0]);
        HttpResponse<String> twice = bulk("{\"create\":{\"_index\":\"fluent-bit\",\"_id\":\"a\"}}\n{\"log\":\"x\"}\n");
        assertTrue(twice.body().contains("\"errors\":true,\"items\":[{\"create\":{\"_index\":\"fluent-bit\",\"_id\":\"a\",\"status\":409,\"error\":{\"type\":"
                + "\"version_conflict_engine_exception\""), twice.body());
        assertEquals(1, count("*"));
    }

    @Test
    void takesTheIndexOfThePathBlankLinesAndOddContentTypes() throws Exception {
        HttpResponse<String> answer = send(to("/system/_bulk").header("Content-Type", "application/json; charset=utf-8"),
                "\r\n{\"index\":{}}\r\n{\"message\":\"one\"}\r\n\n\n {\"create\":{\"_index\": \"other\"}}\n\n{\"message\":\"two\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"errors\":false"), answer.body());
        assertEquals(1, count("_index: system and message: one"));
        assertEquals(1, count("_index: other and message: two"));
    }

    @Test
    void unpacksGzip() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"packed\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(200, send(to("/_bulk").header("Content-Encoding", "gzip"), packed.toByteArray()).statusCode());
        assertEquals(1, count("packed"));
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        assertEquals(400, send(to("/_bulk").header("Content-Encoding", "gzip"), cut).statusCode());
    }

    @Test
    void onlyWhoKnowsTheSecretIsHeard() throws Exception {
        byte[] body = "{\"index\":{\"_index\":\"k\"}}\n{}\n".getBytes(StandardCharsets.UTF_8);
        for (String credentials : List.of("", "Basic !!!", "Basic " + Base64.getEncoder().encodeToString("bancada:wrong".getBytes(StandardCharsets.UTF_8)),
                "Basic " + Base64.getEncoder().encodeToString(("root:" + collector.secret()).getBytes(StandardCharsets.UTF_8)), "Bearer x")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/_bulk"));
            HttpResponse<String> refused = send(credentials.isEmpty() ? request : request.header("Authorization", credentials), body);
            assertEquals(401, refused.statusCode(), credentials);
            assertTrue(refused.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic"));
        }
        assertEquals(0, count("*"));
    }

    @Test
    void aBadLineFailsAlone() throws Exception {
        HttpResponse<String> answer = bulk("{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"good\"}\n{\"index\":{\"_index\":\"k\"}}\n{\"message\":\n"
                + "{\"delete\":{\"_index\":\"k\",\"_id\":\"x\"}}\n{\"index\":{\"_index\":\"BAD NAME\"}}\n{}\n{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"good\"}\n{\"index\":{}}\n");
        assertEquals(200, answer.statusCode());
        assertEquals(List.of("201", "400", "400", "400", "201", "400"), List.of(answer.body().split("\"status\":")).stream().skip(1).map(s -> s.substring(0, 3)).toList());
        assertEquals(2, count("good"));
    }

    @Test
    void invalidUtf8IsKeptWithReplacementCharacters() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"caf".getBytes(StandardCharsets.UTF_8));
        body.write(0xe9);
        body.write(" bar\"}\n".getBytes(StandardCharsets.UTF_8));
        assertTrue(send(to("/_bulk"), body.toByteArray()).body().contains("\"errors\":false"));
        assertEquals("caf\ufffd bar", newest("bar").getFirst().message());
    }

    @Test
    void aFullDiskIsAnswered429() throws Exception {
        full = true;
        HttpResponse<String> answer = bulk("{\"index\":{\"_index\":\"k\"}}\n{}\n");
        assertEquals(429, answer.statusCode());
        assertTrue(answer.body().contains("es_rejected_execution_exception") && answer.body().contains("The disk is full."), answer.body());
        full = false;
        assertEquals(200, bulk("{\"index\":{\"_index\":\"k\"}}\n{}\n").statusCode());
    }

    /** A line of a gigabyte, as a client sends it that does not know its length; the answer comes before the end. */
    @Test
    void aLineOfAGigabyteIsRefusedAndTheCollectorLives() throws Exception {
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                left -= length;
                return length;
            }
        };
        try {
            HttpResponse<String> answer = client.send(to("/_bulk").POST(HttpRequest.BodyPublishers.ofInputStream(() -> endless)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertTrue(answer.statusCode() == 413 || answer.statusCode() == 400, "status " + answer.statusCode());
        } catch (IOException hungUp) {
            // The collector closed the connection while the client was still sending.
        }
        assertEquals(200, bulk("{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"alive\"}\n").statusCode());
        assertEquals(1, count("*"));
    }

    @Test
    void fuzzedBodiesNeverBreakTheParser() {
        Random random = new Random(5);
        byte[] good = "{\"create\":{\"_index\":\"k\",\"_id\":\"1\"}}\n{\"message\":\"a \\u00e9 b\"}\n\n{\"index\":{\"_index\":\"k\"}}\n{\"n\":[1,{\"x\":null}]}\n"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int change = random.nextInt(4); change > 0 && body.length > 0; change--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            assertDoesNotThrow(() -> {
                try {
                    BulkBody.parse(body, "k");
                } catch (BulkBody.Malformed said) {
                    assertTrue(!said.getMessage().isEmpty());
                }
            });
        }
    }

    /** What the answer says was taken is there, whatever the body was: bytes changed, lines doubled, dropped and cut, gzip that is none. */
    @Test
    void fuzzedBodiesAreAnsweredAndTheAnswerIsTrue() throws Exception {
        long taken = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            StringBuilder good = new StringBuilder();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String id = random.nextBoolean() ? "" : ",\"_id\":\"" + seed + "-" + i + "\"";
                good.append("{\"").append(random.nextBoolean() ? "index" : "create").append("\":{\"_index\":\"k\"").append(id).append("}}\n{\"message\":\"ação ")
                        .append(i).append("\",\"n\":[1,{\"x\":null}]}\n");
            }
            byte[] body = spoilt(good.toString(), random);
            boolean packed = random.nextInt(10) == 0;
            HttpResponse<String> answer = send(packed ? to("/_bulk").header("Content-Encoding", "gzip") : to("/_bulk"), body);
            assertTrue(answer.statusCode() == 200 || answer.statusCode() == 400, "seed " + seed + ": " + answer.statusCode() + " " + answer.body());
            assertTrue(answer.body().startsWith("{\"took\"") || answer.body().startsWith("{\"error\""), "seed " + seed + ": " + answer.body());
            taken += answer.body().split("\"status\":201", -1).length - 1;
            assertEquals(taken, count("*"), "seed " + seed + ": " + answer.body());
        }
        assertTrue(taken > 100, taken + " events taken");
    }

    private static byte[] spoilt(String good, Random random) {
        List<String> lines = new java.util.ArrayList<>(List.of(good.split("(?<=\n)")));
        for (int change = random.nextInt(3); change > 0; change--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 1 -> lines.set(at, lines.get(at).repeat(2));
                case 2 -> lines.set(at, lines.get(at).substring(random.nextInt(lines.get(at).length())));
                default -> lines.set(at, "\n");
            }
        }
        byte[] body = String.join("", lines).getBytes(StandardCharsets.UTF_8);
        for (int change = random.nextInt(3); change > 0 && body.length > 0; change--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return body;
    }

    /** Together more than the collector keeps at once: whoever finds no room is told to come again, and what was taken is there. */
    @Test
    void largeBodiesAtOnceAreTakenOrSentAway() throws Exception {
        byte[] body = ("{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"large " + "x".repeat(900_000) + "\"}\n").repeat(50).getBytes(StandardCharsets.UTF_8);
        List<java.util.concurrent.Future<HttpResponse<String>>> answers = new java.util.ArrayList<>();
        try (var senders = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5; i++) {
                answers.add(senders.submit(() -> send(to("/_bulk"), body)));
            }
        }
        long taken = 0;
        for (var answer : answers) {
            try {
                int status = answer.get().statusCode();
                assertTrue(status == 200 || status == 429, answer.get().body());
                taken += status == 200 ? 50 : 0;
            } catch (java.util.concurrent.ExecutionException hungUp) {
                // The collector closed the connection while the client was still sending.
                assertTrue(hungUp.getCause() instanceof IOException, hungUp.toString());
            }
        }
        assertTrue(taken >= 50, taken + " events taken");
        assertEquals(taken, count("large"));
        assertEquals(200, send(to("/_bulk"), body).statusCode(), "there is room again");
    }

    @Test
    void anEventOfAHundredThousandFieldsIsRefusedWithTheReasonAndTheOthersAreTaken() throws Exception {
        StringBuilder wide = new StringBuilder("{\"f\":1");
        for (int i = 0; i < 100_000; i++) {
            wide.append(",\"field").append(i).append("\":").append(i);
        }
        // One value a name costs more than a megabyte: the first limit that is met says so. Shorter, it is the number of fields.
        for (String body : List.of(wide + "}", "{\"f\":1" + wide.substring(6, 400_000).replaceFirst(",[^,]*$", "}"))) {
            HttpResponse<String> answer = bulk("{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"before\"}\n{\"index\":{\"_index\":\"k\"}}\n" + body
                    + "\n{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"behind\"}\n");
            assertEquals(List.of("201", "400", "201"), List.of(answer.body().split("\"status\":")).stream().skip(1).map(s -> s.substring(0, 3)).toList());
            assertTrue(answer.body().contains("Limit of total fields [1000]") || answer.body().contains("larger than 1048576"), answer.body());
            assertTrue(answer.body().length() < 1_000, answer.body().length() + " characters");
        }
        assertEquals(4, count("*"));
    }

    @Test
    void whatShippersWereSeenToSendIsTaken() throws Exception {
        Path samples = shared().resolve("es-bulk");
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".http") && !f.toString().contains("gzip")).sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String text = new String(bytes, StandardCharsets.ISO_8859_1);
                int head = text.contains("\r\n\r\n") ? text.indexOf("\r\n\r\n") + 4 : text.indexOf("\n\n") + 2;
                String path = text.substring(text.indexOf(' ') + 1, text.indexOf(" HTTP/"));
                HttpResponse<String> answer = send(to(path), Arrays.copyOfRange(bytes, head, bytes.length));
                assertEquals(200, answer.statusCode(), file + ": " + answer.body());
                assertTrue(answer.body().contains("\"errors\":false,\"items\":["), file + ": " + answer.body());
            }
        }
        assertTrue(count("authentication failure") > 10);
    }

    private static Path shared() {
        Path up = Path.of("").toAbsolutePath();
        while (up != null && !Files.isDirectory(up.resolve("shared/data/es-bulk"))) {
            up = up.getParent();
        }
        assumeTrue(up != null, "the folder shared/data is not here");
        return up.resolve("shared/data");
    }
}
