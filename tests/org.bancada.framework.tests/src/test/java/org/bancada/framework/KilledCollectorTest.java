package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The assembled station, killed while nodes ship logs into it: what it acknowledged is there, once. */
@Timeout(240)
class KilledCollectorTest {
    private static final int SENDERS = 4;
    private static final int BATCH = 100;

    @TempDir
    Path folder;
    private StationRun run;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void prepare() {
        run = new StationRun(folder);
    }

    @AfterEach
    void endAll() throws InterruptedException {
        run.endAll();
    }

    /** A batch by its number; each event has a name of its own, as rsyslog gives, so that it can be sent again. */
    private static String body(int batch) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            body.append("{\"create\":{\"_index\":\"syslog\",\"_id\":\"b").append(batch).append('-').append(i).append("\"}}\n{\"host\":\"le1-01\",\"message\":\"line ")
                    .append(i).append("\"}\n");
        }
        return body.toString();
    }

    private HttpResponse<String> send(int port, int batch) throws Exception {
        String secret = Files.readString(run.data().resolve("keys/collector.secret")).strip();
        return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_bulk")).header("Content-Type", "application/json")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(("bancada:" + secret).getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body(batch))).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Ships until the station is gone. */
    private void ship(int port, AtomicInteger next, Set<Integer> acknowledged) {
        try {
            while (true) {
                int batch = next.getAndIncrement();
                if (send(port, batch).body().contains("\"errors\":false")) {
                    acknowledged.add(batch);
                }
            }
        } catch (Exception killed) {
            // What was not acknowledged is sent again below.
        }
    }

    @Test
    void whatWasAcknowledgedIsThereOnce() throws Exception {
        Process station = run.start("station", "--listen", "127.0.0.1:0");
        int port = StationRun.port(station);
        AtomicInteger next = new AtomicInteger();
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofPlatform().start(() -> ship(port, next, acknowledged)));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(100);
        while (acknowledged.size() < 60 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        // Of the handle: killing the process itself would close its streams.
        station.toHandle().destroyForcibly();
        for (Thread sender : senders) {
            sender.join();
        }
        assertTrue(acknowledged.size() >= 60, acknowledged.size() + " batches acknowledged");
        station.waitFor();

        int again = StationRun.port(run.start("station", "--listen", "127.0.0.1:0"));
        List<String> kept = ids();
        Set<String> once = new HashSet<>(kept);
        assertEquals(once.size(), kept.size(), "events that are there twice");
        for (int batch : acknowledged) {
            for (int i = 0; i < BATCH; i++) {
                assertTrue(once.contains("b" + batch + "-" + i), "b" + batch + "-" + i + " was acknowledged and is gone");
            }
        }
        // As a shipper does that heard no answer.
        for (int batch = 0; batch < next.get(); batch++) {
            assertEquals(200, send(again, batch).statusCode());
        }
        assertEquals(next.get() * BATCH, ids().size());
    }

    private List<String> ids() throws Exception {
        Path file = folder.resolve("events.csv");
        Files.deleteIfExists(file);
        assertEquals(0, run.start("logs", "export", "_index: syslog", "--csv", "--to", file.toString()).waitFor());
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).map(line -> line.split(",")[1]).toList();
        }
    }
}
