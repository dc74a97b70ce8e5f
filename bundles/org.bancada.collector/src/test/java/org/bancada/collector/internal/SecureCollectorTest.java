package org.bancada.collector.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
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
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Dictionary;
import java.util.List;
import java.util.Random;
import java.util.Set;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;

import org.bancada.collector.CollectorCertificate;
import org.bancada.core.DataFolder;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.fleet.internal.Inventory;
import org.bancada.log.LogQuery;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.store.internal.SqliteDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The collector over TLS: who may be sure of what, what happens to its certificate over the years, and what hostile clients can do to the port. */
@Timeout(180)
class SecureCollectorTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);
    private static final String UUID = "11111111-2222-3333-4444-555555555555";

    @TempDir
    private static Path shared;
    private static FelixHttp felix;

    @TempDir
    private Path folder;
    private DataFolder data;
    private SqliteDatabase database;
    private Inventory fleet;
    private LuceneLogStore logs;
    private Instant now = Instant.now();
    private HttpCollector collector;

    @BeforeAll
    static void startFelix() throws Exception {
        felix = new FelixHttp(shared.resolve("felix"));
    }

    @AfterAll
    static void stopFelix() throws Exception {
        felix.close();
    }

    @BeforeEach
    void open() throws Exception {
        data = new DataFolder(folder);
        felix.lendIdentity(data);
        database = new SqliteDatabase(data);
        fleet = new Inventory(database, InstantSource.system());
        logs = new LuceneLogStore(data);
        collector = collector();
    }

    @AfterEach
    void close() {
        collector.close();
        logs.close();
        fleet.close();
        database.close();
    }

    private HttpCollector collector() {
        return new HttpCollector(felix.bundles(), felix.configurations(), data, fleet, logs, Duration.ofSeconds(2), () -> now);
    }

    private static SSLContext trusting(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(authority)) {
            trusted.setCertificateEntry("a", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private int bulk(Path authority) throws Exception {
        String credentials = Base64.getEncoder().encodeToString(("bancada:" + collector.secret()).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + collector.secureAddress().orElseThrow().getPort() + "/_bulk"))
                .timeout(Duration.ofSeconds(60)).header("Authorization", "Basic " + credentials)
                .POST(HttpRequest.BodyPublishers.ofString("{\"index\":{\"_index\":\"k\"}}\n{\"message\":\"over TLS\"}\n")).build();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(trusting(authority)).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    private long events() throws Exception {
        return logs.count(LogQuery.of(Query.parse("\"over TLS\"")), Progress.none());
    }

    private static CollectorCertificate run(Operation<CollectorCertificate> operation) throws ProblemException {
        return operation.run(operation.plan(), Progress.none());
    }

    @Test
    void takesEventsAndReportsOverTls() throws Exception {
        InetSocketAddress plain = collector.listen(ANY_PORT, Set.of());
        assertNotEquals(plain.getPort(), collector.secureAddress().orElseThrow().getPort());
        Path authority = collector.certificate().authority();
        assertEquals(200, bulk(authority));
        assertEquals(1, events());
        HttpRequest report = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + collector.secureAddress().orElseThrow().getPort() + "/report"))
                .header("Auth", collector.secret()).header("Uuid", UUID)
                .POST(HttpRequest.BodyPublishers.ofString("---- cat /proc/meminfo ----\nMemTotal:        7997824 kB\n")).build();
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
            assertEquals(204, client.send(report, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
        assertEquals("7997824", fleet.node(UUID).orElseThrow().facts().text("ram.kib").orElse(""));
    }

    @Test
    void tlsHasTheNextPort() throws Exception {
        int free = twoPorts();
        InetSocketAddress wanted = new InetSocketAddress("127.0.0.1", free);
        try (ServerSocket other = new ServerSocket(free + 1, 1, InetAddress.getByName("127.0.0.1"))) {
            ProblemException taken = assertThrows(ProblemException.class, () -> collector.listen(wanted, Set.of()));
            assertEquals("127.0.0.1:" + (free + 1), taken.problem().where());
            assertTrue(collector.address().isEmpty());
        }
        collector.listen(wanted, Set.of());
        assertEquals(free + 1, collector.secureAddress().orElseThrow().getPort());
        ProblemException last = assertThrows(ProblemException.class, () -> collector.listen(new InetSocketAddress("127.0.0.1", 65_535), Set.of()));
        assertEquals("127.0.0.1:65535", last.problem().where());
        assertEquals(free, collector.address().orElseThrow().getPort(), "stays where it was");
        try (ServerSocket other = new ServerSocket(free + 2, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThrows(ProblemException.class, () -> collector.listen(new InetSocketAddress("127.0.0.1", free + 1), Set.of()));
            assertEquals(free, collector.address().orElseThrow().getPort());
            assertEquals(200, bulk(collector.certificate().authority()));
        }
        assertEquals(free + 1, collector.listen(new InetSocketAddress("127.0.0.1", free + 1), Set.of()).getPort());
        assertEquals(200, bulk(collector.certificate().authority()));
    }

    @Test
    void whoDoesNotTrustTheAuthoritySendsNothing() throws Exception {
        collector.listen(ANY_PORT, Set.of());
        Path other = Files.createDirectory(folder.resolve("other"));
        CollectorCertificate stranger = new TlsIdentity(other, InstantSource.system()).ready(OwnNames.of(InetAddress.getByName("127.0.0.1"), Set.of()));
        assertNotEquals(stranger.authorityFingerprint(), collector.certificate().authorityFingerprint());
        assertThrows(SSLHandshakeException.class, () -> bulk(stranger.authority()));
        assertEquals(0, events());
    }

    @Test
    void secretsAreTakenInTheClearOnlyFromThisMachine() throws Exception {
        assertTrue(SecretGate.isPrivate(false, InetAddress.getByName("127.5.5.5")));
        assertTrue(SecretGate.isPrivate(false, InetAddress.getByName("::1")));
        assertTrue(SecretGate.isPrivate(true, InetAddress.getByName("10.1.0.7")));
        assertFalse(SecretGate.isPrivate(false, InetAddress.getByName("10.1.0.7")));
        assertFalse(SecretGate.isPrivate(false, InetAddress.getByName("fe80::1")));
    }

    @Test
    void theFilesAreTheOwnersAlone() throws Exception {
        collector.listen(ANY_PORT, Set.of());
        run(collector.renew(true));
        try (var files = Files.list(data.keys())) {
            List<Path> all = files.toList();
            assertEquals(Set.of("collector-authority.p12", "collector.p12", "collector.pem", "collector.key", "collector.secret"),
                    Set.copyOf(all.stream().map(f -> f.getFileName().toString()).toList()));
            for (Path file : all) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
            }
        }
    }

    @Test
    void isRenewedAMonthBeforeItEndsAndNodesNeedNothing() throws Exception {
        Instant today = now;
        try (var files = Files.newDirectoryStream(data.keys())) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        now = today.minus(Duration.ofDays(380));
        run(collector.renew(false));
        collector.listen(ANY_PORT, Set.of());
        CollectorCertificate first = collector.certificate();
        now = first.expires().minus(Duration.ofDays(31));
        collector.look();
        assertEquals(first, collector.certificate());
        now = today;
        collector.look();
        CollectorCertificate second = collector.certificate();
        assertTrue(second.expires().isAfter(first.expires().plus(Duration.ofDays(300))), second.toString());
        assertEquals(first.authorityFingerprint(), second.authorityFingerprint());
        assertEquals(second.fingerprint(), served());
        assertEquals(first.names(), second.names());
    }

    /** Fingerprint of what the port shows, whatever its dates. */
    private String served() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new javax.net.ssl.TrustManager[] {new javax.net.ssl.X509ExtendedTrustManager() {
            @Override
            public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {
            }

            @Override
            public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {
            }

            @Override
            public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type, Socket socket) {
            }

            @Override
            public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type, Socket socket) {
            }

            @Override
            public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
            }

            @Override
            public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {
            }

            @Override
            public java.security.cert.X509Certificate[] getAcceptedIssuers() {
                return new java.security.cert.X509Certificate[0];
            }
        }}, null);
        try (javax.net.ssl.SSLSocket socket = (javax.net.ssl.SSLSocket) context.getSocketFactory().createSocket("127.0.0.1",
                collector.secureAddress().orElseThrow().getPort())) {
            return java.util.HexFormat.ofDelimiter(":").withUpperCase().formatHex(java.security.MessageDigest.getInstance("SHA-256")
                    .digest(socket.getSession().getPeerCertificates()[0].getEncoded()));
        }
    }

    @Test
    void getsTheNamesThatPeopleGive() throws Exception {
        collector.listen(ANY_PORT, Set.of());
        String authority = collector.certificate().authorityFingerprint();
        collector.listen(collector.address().orElseThrow(), Set.of("bancada.example.org", "10.1.0.5", "2001:db8::5"));
        assertTrue(collector.certificate().names().containsAll(Set.of("bancada.example.org", "10.1.0.5", "127.0.0.1", "::1")), collector.certificate().toString());
        assertEquals(authority, collector.certificate().authorityFingerprint());
        assertEquals(collector.certificate().fingerprint(), served());
        assertEquals(200, bulk(collector.certificate().authority()));
        for (String wrong : List.of("a b", "-x", "10.1.0", "300.1.1.1", "x,dns:evil", ".", "")) {
            ProblemException refused = assertThrows(ProblemException.class, () -> collector.listen(collector.address().orElseThrow(), Set.of(wrong)), wrong);
            assertTrue(refused.problem().line().contains('"' + wrong + '"'), refused.problem().line());
        }
        assertEquals(200, bulk(collector.certificate().authority()));
    }

    @Test
    void aDamagedCertificateIsMadeAgain() throws Exception {
        Files.writeString(data.keys().resolve("collector.p12"), "garbage");
        collector.listen(ANY_PORT, Set.of());
        assertEquals(200, bulk(collector.certificate().authority()));
    }

    /** Its successor would be refused by every node: that is for a person to decide. */
    @Test
    void aDamagedAuthorityIsToldAndPlainHttpGoesOn() throws Exception {
        Files.writeString(data.keys().resolve("collector-authority.p12"), "garbage");
        InetSocketAddress plain = collector.listen(ANY_PORT, Set.of());
        assertTrue(collector.secureAddress().isEmpty());
        assertEquals(data.keys().resolve("collector-authority.p12").toString(), collector.secureProblem().orElseThrow().where());
        assertEquals("garbage", Files.readString(data.keys().resolve("collector-authority.p12")));
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertEquals(200, client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plain.getPort() + "/")).build(),
                    HttpResponse.BodyHandlers.ofString()).statusCode());
        }
        Operation<CollectorCertificate> renewal = collector.renew(true);
        Plan plan = renewal.plan();
        assertEquals(1, plan.losses().size());
        CollectorCertificate fresh = renewal.run(plan, Progress.none());
        assertEquals(200, bulk(fresh.authority()));
        assertTrue(collector.secureProblem().isEmpty());
    }

    @Test
    void anAuthorityThatIsOverIsToldToo() throws Exception {
        collector.listen(ANY_PORT, Set.of());
        now = collector.certificate().authorityExpires().plusSeconds(1);
        collector.look();
        assertEquals(data.keys().resolve("collector-authority.p12").toString(), collector.secureProblem().orElseThrow().where());
    }

    /** As after a kill between the two files. */
    @Test
    void aCertificateOfAnotherAuthorityIsNotServed() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        new SecretLine(other.resolve("collector.key")).value();
        Files.copy(data.keys().resolve("collector.key"), other.resolve("collector.key"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        new TlsIdentity(other, InstantSource.system()).ready(OwnNames.of(InetAddress.getByName("127.0.0.1"), Set.of()));
        Files.copy(other.resolve("collector-authority.p12"), data.keys().resolve("collector-authority.p12"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectory(data.keys().resolve("collector-new123"));
        collector.listen(ANY_PORT, Set.of());
        assertEquals(200, bulk(collector.certificate().authority()));
        assertFalse(Files.exists(data.keys().resolve("collector-new123")), "what the killed process left is gone");
    }

    /** As after a kill: the server listens by what it was told before, and gives the port back late. */
    @Test
    void aPortThatTheKilledProcessHadIsTakenAgain() throws Exception {
        int port = twoPorts();
        for (int i = 0; i < 5; i++) {
            collector.listen(new InetSocketAddress("127.0.0.1", port), Set.of());
            Dictionary<String, Object> known = felix.configurations().getConfiguration("org.apache.felix.http", "?").getProperties();
            collector.close();
            felix.configurations().getConfiguration("org.apache.felix.http", "?").update(known);
            collector = collector();
            assertEquals(port, collector.listen(new InetSocketAddress("127.0.0.1", port), Set.of()).getPort());
            assertEquals(200, bulk(collector.certificate().authority()));
        }
    }

    /** @return a port that is free, as is the next one */
    private static int twoPorts() throws IOException {
        while (true) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.getLocalPort() - 1;
            } catch (BindException | IllegalArgumentException taken) {
                // Another one, then.
            }
        }
    }

    @Test
    void anotherStartServesTheSame() throws Exception {
        collector.listen(ANY_PORT, Set.of());
        CollectorCertificate before = collector.certificate();
        collector.close();
        collector = collector();
        collector.listen(ANY_PORT, Set.of());
        assertEquals(before, collector.certificate());
        assertEquals(before.fingerprint(), served());
    }

    @Test
    void hostileClientsDoNotStopIt() throws Exception {
        collector.listen(ANY_PORT, Set.of());
        InetSocketAddress secure = collector.secureAddress().orElseThrow();
        Random random = new Random(7);
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket();
                socket.connect(secure, 5000);
                byte[] noise = new byte[random.nextInt(600)];
                random.nextBytes(noise);
                try {
                    switch (i % 4) {
                    case 0 -> socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    case 1 -> socket.getOutputStream().write(noise);
                    // The beginning of a handshake that does not go on.
                    case 2 -> socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0});
                    default -> { }
                    }
                } catch (IOException hungUp) {
                    // It may close at the first wrong byte.
                }
                idle.add(socket);
            }
            assertEquals(200, bulk(collector.certificate().authority()));
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        SSLContext context = trusting(collector.certificate().authority());
        try (javax.net.ssl.SSLSocket old = (javax.net.ssl.SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", secure.getPort())) {
            old.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThrows(SSLException.class, old::startHandshake);
        }
        assertEquals(200, bulk(collector.certificate().authority()));
    }
}
