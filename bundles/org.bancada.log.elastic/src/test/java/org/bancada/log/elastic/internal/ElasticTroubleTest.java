package org.bancada.log.elastic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.ClusterAddress;
import org.bancada.log.ConnectionCheck;
import org.bancada.log.LogQuery;
import org.bancada.log.NewEvent;
import org.bancada.log.StoreFullException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with an Elasticsearch is named, with the next step, and is over once it is mended. */
@Timeout(120)
class ElasticTroubleTest {
    private static final Progress NONE = Progress.none();
    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("ana:s3cret".getBytes(StandardCharsets.UTF_8));
    @TempDir
    private static Path folder;
    private static Elasticsearch server;

    @BeforeAll
    static void start() throws Exception {
        server = new Elasticsearch(java.nio.file.Files.createDirectories(folder.resolve("data")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ElasticLogStore open(String index) throws Exception {
        return new ElasticLogStore(server.address(index), new char[0], InstantSource.system());
    }

    private static List<NewEvent> event(String id) {
        return List.of(new NewEvent(id, "k", true, "{\"message\":\"hello\"}", Instant.parse("2026-11-26T12:00:00Z")));
    }

    private static long count(ElasticLogStore store) throws ProblemException {
        try {
            return store.count(LogQuery.of(Query.parse("hello")), NONE);
        } catch (org.bancada.core.query.QueryException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String said(Problem problem) {
        assertFalse(problem.cure().isEmpty(), problem.line());
        return problem.line();
    }

    private static String wrong(String url, String user, String fingerprint, String secret) throws ProblemException {
        ConnectionCheck found = new ElasticStores().check(ClusterAddress.parse(url, "trouble", user, fingerprint), secret.toCharArray(), NONE);
        return said(found.problem().orElseThrow());
    }

    @Test
    void comesBackAfterElasticsearchWasAway() throws Exception {
        try (ElasticLogStore store = open("away")) {
            store.add(event("a"));
            assertEquals(1, count(store));
            server.stop();
            assertTrue(said(assertThrows(ProblemException.class, () -> count(store)).problem()).contains("does not answer"));
            assertTrue(said(assertThrows(ProblemException.class, () -> store.add(event("b"))).problem()).contains("does not answer"));
            assertEquals(1, store.problems().size());
            server.start();
            assertEquals(409, store.add(event("a")).getFirst().status(), "what was acknowledged is there, once");
            assertEquals(201, store.add(event("b")).getFirst().status());
            assertEquals(2, count(store));
            assertEquals(List.of(), store.problems());
        }
    }

    @Test
    void aFullDiskTakesNothingUntilThereIsRoom() throws Exception {
        try (ElasticLogStore store = open("full")) {
            store.add(event("a"));
            // What Elasticsearch does by itself when a disk passes the flood stage.
            server.send("PUT", "/full/_settings", "{\"index.blocks.read_only_allow_delete\":true}");
            ProblemException full = assertThrows(ProblemException.class, () -> store.add(event("b")));
            assertInstanceOf(StoreFullException.class, full.getCause());
            assertTrue(said(full.problem()).contains("nearly full"));
            assertEquals(1, count(store));
            server.send("PUT", "/full/_settings", "{\"index.blocks.read_only_allow_delete\":null}");
            assertEquals(201, store.add(event("b")).getFirst().status());
        }
    }

    @Test
    void anIndexThatSomebodyRemovedIsSaidAndMadeAnew() throws Exception {
        try (ElasticLogStore store = open("removed")) {
            store.add(event("a"));
            server.send("DELETE", "/removed-000001", "");
            assertTrue(said(assertThrows(ProblemException.class, () -> count(store)).problem()).contains("removed"));
            assertEquals(0, count(store));
            server.send("DELETE", "/removed-000001", "");
            assertEquals(201, store.add(event("b")).getFirst().status());
            assertEquals(1, count(store), "with fields of our own types");
        }
    }

    @Test
    void anIndexOfSomebodyElseIsLeftAlone() throws Exception {
        server.send("PUT", "/theirs", "{}");
        try (ElasticLogStore store = open("theirs")) {
            assertTrue(said(assertThrows(ProblemException.class, () -> store.add(event("a"))).problem()).contains("something else"));
        }
    }

    @Test
    void aLookChangesNothing() throws Exception {
        ConnectionCheck found = new ElasticStores().check(server.address("looked"), new char[0], NONE);
        assertEquals(new ConnectionCheck("", false, 0, java.util.Optional.empty()), found);
        assertEquals(found, new ElasticStores().check(server.address("looked"), new char[0], NONE));
    }

    @Test
    void versionPasswordAndCertificateAreNamed() throws Exception {
        Guard.Keys keys = Guard.Keys.make(folder.resolve("keys"), "ip:127.0.0.1");
        Guard.Keys others = Guard.Keys.make(folder.resolve("others"), "dns:elsewhere.example");
        try (Guard plain = new Guard(server.port(), "7.17.29", null, null); Guard tls = new Guard(server.port(), "8.19.4", BASIC, keys);
                Guard elsewhere = new Guard(server.port(), "9.1.0", null, others)) {
            assertTrue(wrong("http://127.0.0.1:" + plain.port(), "", "", "").contains("7.17.29"));
            String https = "https://127.0.0.1:" + tls.port();
            assertTrue(wrong(https, "ana", "", "s3cret").contains(keys.fingerprint()), "its fingerprint is shown for comparison");
            assertTrue(wrong(https, "ana", others.fingerprint(), "s3cret").contains("another authority"));
            assertTrue(wrong(https, "ana", keys.fingerprint(), "wrong").contains("password of ana"));
            assertTrue(wrong(https, "", keys.fingerprint(), "").contains("API key"));
            assertTrue(wrong("https://127.0.0.1:" + elsewhere.port(), "", others.fingerprint(), "").contains("another name"));
            assertTrue(wrong("http://127.0.0.1:" + tls.port(), "", "", "").contains("https"));
            assertTrue(wrong("https://127.0.0.1:" + plain.port(), "", "", "").contains("http"));
            ClusterAddress good = ClusterAddress.parse(https, "guarded", "ana", keys.fingerprint().toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:"));
            assertEquals(new ConnectionCheck("8.19.4", false, 0, java.util.Optional.empty()), new ElasticStores().check(good, "s3cret".toCharArray(), NONE));
            try (ElasticLogStore store = new ElasticLogStore(good, "s3cret".toCharArray(), InstantSource.system())) {
                store.add(event("a"));
                assertEquals(1, count(store));
            }
        }
    }

    @Test
    void whatIsNoElasticsearchIsNamed() throws Exception {
        com.sun.net.httpserver.HttpServer web = com.sun.net.httpserver.HttpServer.create(new java.net.InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("hi".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        web.start();
        try (ServerSocket taken = new ServerSocket(0)) {
            assertTrue(wrong("http://127.0.0.1:" + web.getAddress().getPort(), "", "", "").contains("no Elasticsearch"));
            int nobody = taken.getLocalPort();
            taken.close();
            assertTrue(wrong("http://127.0.0.1:" + nobody, "", "", "").contains("does not answer"));
            assertTrue(wrong("http://nobody.invalid:9200", "", "", "").contains("nobody.invalid"));
        } finally {
            web.stop(0);
        }
    }
}
