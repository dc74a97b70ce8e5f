package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** Stands before an Elasticsearch and is what its own security would be, which is not in Maven Central: TLS, a password, and {@code GET /}. */
final class Guard implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int behind;
    private final String version;
    private final String authorization;

    /**
     * @param version what {@code GET /} says
     * @param authorization the header that is wanted, null for none
     * @param keys certificate of the server, null without TLS
     */
    Guard(int behind, String version, String authorization, Keys keys) throws Exception {
        this.behind = behind;
        this.version = version;
        this.authorization = authorization;
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = keys == null ? HttpServer.create(any, 0) : HttpsServer.create(any, 0);
        if (server instanceof HttpsServer secure) {
            secure.setHttpsConfigurator(new HttpsConfigurator(keys.context()));
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("X-elastic-product", "Elasticsearch");
            String type = exchange.getRequestHeaders().getFirst("Accept");
            exchange.getResponseHeaders().set("Content-Type", type == null ? "application/json" : type);
            if (authorization != null && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"error\":{\"root_cause\":[{\"type\":\"security_exception\",\"reason\":\"unable to authenticate user\"}],"
                        + "\"type\":\"security_exception\",\"reason\":\"unable to authenticate user\"},\"status\":401}");
            } else if (exchange.getRequestURI().getPath().equals("/")) {
                send(exchange, 200, "{\"name\":\"n\",\"cluster_name\":\"c\",\"cluster_uuid\":\"u\",\"version\":{\"number\":\"" + version
                        + "\",\"build_flavor\":\"default\",\"build_type\":\"tar\",\"build_hash\":\"h\",\"build_date\":\"2026-01-01T00:00:00Z\","
                        + "\"build_snapshot\":false,\"lucene_version\":\"10.0.0\",\"minimum_wire_compatibility_version\":\"8.0.0\","
                        + "\"minimum_index_compatibility_version\":\"8.0.0\"},\"tagline\":\"You Know, for Search\"}");
            } else {
                pass(exchange, body);
            }
        }
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + behind + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Accept", "Content-Type")) {
            if (exchange.getRequestHeaders().containsKey(name)) {
                request.header(name, exchange.getRequestHeaders().getFirst(name));
            }
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A server's certificate, signed by an authority of its own, as Elasticsearch makes both at its first start. */
    record Keys(Path store, String fingerprint) {

        /** @param name the name that the certificate is for, for example {@code ip:127.0.0.1} */
        static Keys make(Path folder, String name) throws Exception {
            Files.createDirectories(folder);
            Path store = folder.resolve("keys.p12");
            keytool(store, "-genkeypair", "-alias", "ca", "-dname", "CN=Authority", "-ext", "bc:c", "-keyalg", "EC");
            keytool(store, "-genkeypair", "-alias", "server", "-dname", "CN=Server", "-keyalg", "EC", "-signer", "ca", "-ext", "san=" + name);
            KeyStore read = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(read.getCertificate("ca").getEncoded());
            return new Keys(store, HexFormat.of().formatHex(hash));
        }

        private static void keytool(Path store, String... arguments) throws Exception {
            Path tool = Path.of(System.getProperty("java.home"), "bin/keytool");
            List<String> command = new java.util.ArrayList<>(List.of(tool.toString()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("-validity", "10", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
            Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (made.waitFor() != 0) {
                throw new IOException(said);
            }
        }

        SSLContext context() throws Exception {
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            keys.deleteEntry("ca");
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        }
    }
}
