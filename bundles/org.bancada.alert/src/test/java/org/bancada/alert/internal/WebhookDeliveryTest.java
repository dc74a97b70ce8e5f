package org.bancada.alert.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.bancada.alert.AlertRule;
import org.bancada.alert.Delivery;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts posted to a real HTTP server, and to what only claims to be one. */
@Timeout(120)
class WebhookDeliveryTest {
    private record Post(String delivery, String signature, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    @TempDir
    private Path root;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status = 200;
    private HttpServer server;
    private Lab lab;
    private Courier courier;

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        lab = new Lab(root, Lab.START);
        courier = lab.watcher.courier(Delivery.Way.WEBHOOK);
    }

    @AfterEach
    void close() {
        ended.countDown();
        server.stop(0);
        lab.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (status == 0) {
            try {
                ended.await();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }
        if (status == 200) {
            posts.add(new Post(exchange.getRequestHeaders().getFirst("X-Bancada-Delivery"), exchange.getRequestHeaders().getFirst("X-Bancada-Signature"), body));
        }
        exchange.getResponseHeaders().add("Location", "http://127.0.0.1:9/");
        exchange.sendResponseHeaders(status, status == 200 ? 0 : -1);
        exchange.close();
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/t0k3n");
    }

    private void find(String room, int node) throws Exception {
        lab.nodes(room, node, 1);
        lab.memory(node, 3_900_000);
        Lab.await(() -> lab.alerts().stream().anyMatch(alert -> alert.room().endsWith(room)));
    }

    private void rule() throws Exception {
        lab.rule(AlertRule.nodes("memory", "ram.kib < 6000000", Duration.ZERO));
    }

    private void settle() throws Exception {
        courier.pass();
        lab.pass(Courier.SETTLE);
        courier.pass();
    }

    private Delivery newest() throws Exception {
        return lab.outbox.deliveries(1).getFirst();
    }

    @Test
    void postsEachAlertOnceAndSignsIt() throws Exception {
        lab.done(lab.outbox.webhook(url(), "gehêim".toCharArray()));
        rule();
        find("le1", 1);
        find("le2", 2);
        settle();
        courier.pass();
        assertEquals(List.of("1", "2"), posts.stream().map(Post::delivery).toList());
        assertTrue(posts.getFirst().text().contains("\"room\":\"Central / IC / le1\"") && posts.getFirst().text().contains("\"causes\":[\"le1-01\"]"), posts.getFirst().text());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("gehêim".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertEquals("sha256=" + HexFormat.of().formatHex(mac.doFinal(posts.getFirst().body())), posts.getFirst().signature());
        lab.outbox.test(Delivery.Way.WEBHOOK, Progress.none());
        assertTrue(posts.getLast().text().contains("\"test\":true"));
    }

    @Test
    void aServerThatSaysNoIsAskedAgainAndWhatItMissedArrivesOnce() throws Exception {
        lab.done(lab.outbox.webhook(url(), null));
        rule();
        find("le1", 1);
        int attempts = 0;
        for (int refused : new int[] {500, 404, 302, 429}) {
            status = refused;
            settle();
            assertEquals(++attempts, newest().attempts());
            assertEquals(Delivery.State.WAITING, newest().state());
            assertTrue(newest().problem().contains(Integer.toString(refused)), newest().problem());
            assertFalse(newest().problem().contains("t0k3n"), "the address may be a secret");
            lab.pass(Duration.ofHours(1));
        }
        status = 200;
        settle();
        settle();
        assertEquals(1, posts.size());
        assertEquals(Delivery.State.SENT, newest().state());
        assertEquals("", newest().problem());
    }

    @Test
    void aServerThatIsSilentMadOrAbsentIsLeftInTime() throws Exception {
        rule();
        lab.done(lab.outbox.webhook(url(), null));
        status = 0;
        WebhookSender sender = new WebhookSender(url(), null, Duration.ofSeconds(1));
        assertThrows(ProblemException.class, () -> sender.send(List.of()));
        try (ServerSocket mad = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!mad.isClosed()) {
                    try (Socket one = mad.accept()) {
                        one.getOutputStream().write("\u0000\u00ff not HTTP at all\r\n".repeat(10_000).getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException closed) {
                        // The client has seen enough.
                    }
                }
            });
            lab.done(lab.outbox.webhook(URI.create("http://127.0.0.1:" + mad.getLocalPort() + "/"), null));
            assertThrows(ProblemException.class, () -> lab.outbox.test(Delivery.Way.WEBHOOK, Progress.none()));
        }
        assertThrows(ProblemException.class, () -> lab.outbox.test(Delivery.Way.WEBHOOK, Progress.none()), "nobody listens there any more");
        find("le1", 1);
        settle();
        assertEquals(1, newest().attempts());
        lab.done(lab.outbox.webhook(null, null));
        assertEquals(Delivery.State.NEEDLESS, newest().state());
    }

    @Test
    void onlyAddressesOfTheWebAreTaken() throws Exception {
        for (String wrong : List.of("ftp://example.org/", "file:///etc/passwd", "https:///x", "http://ana:s3cr3t@example.org/", "x")) {
            assertThrows(ProblemException.class, () -> lab.outbox.webhook(URI.create(wrong), null).plan(), wrong);
        }
    }
}
