package org.bancada.log.elastic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.bancada.core.ProblemException;
import org.bancada.log.ClusterAddress;

/** A real Elasticsearch in a process of its own. It knows neither users nor TLS, nor {@code GET /}: those parts are not in Maven Central. */
final class Elasticsearch implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("elasticsearch.home"));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path data;
    private final int port;
    private Process process;

    /** @param data where it keeps everything */
    Elasticsearch(Path data) throws IOException {
        this.data = data;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start();
    }

    int port() {
        return port;
    }

    ClusterAddress address(String index) throws ProblemException {
        return ClusterAddress.parse("http://127.0.0.1:" + port, index, "", "");
    }

    /** Starts it again after {@link #stop}, at the same port and with the same data. */
    void start() throws IOException {
        descriptor();
        Files.createDirectories(HOME.resolve("config"));
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--module-path", HOME.resolve("lib").toString(), "--add-modules", "ALL-MODULE-PATH", "--enable-native-access=ALL-UNNAMED",
                "--enable-native-access=org.elasticsearch.nativeaccess,org.apache.lucene.core", "-Des.path.home=" + HOME,
                Path.of("src/test/elasticsearch/Server.java").toAbsolutePath().toString(), HOME.toString(), data.toString(), Integer.toString(port)));
        process = new ProcessBuilder(command).redirectError(data.resolve("errors.txt").toFile()).start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        Stream<String> lines = out.lines();
        if (lines.noneMatch("started"::equals)) {
            throw new IOException("Elasticsearch did not start: " + Files.readString(data.resolve("errors.txt")));
        }
    }

    private static void descriptor() throws IOException {
        Path plugin = HOME.resolve("modules/transport-netty4");
        Path descriptor = plugin.resolve("plugin-descriptor.properties");
        if (!Files.exists(descriptor)) {
            try (Stream<Path> jars = Files.list(plugin)) {
                Path jar = jars.filter(file -> file.getFileName().toString().startsWith("transport-netty4")).findFirst().orElseThrow();
                try (JarFile packed = new JarFile(jar.toFile());
                        InputStream in = packed.getInputStream(packed.getEntry("META-INF/es-plugins/transport-netty4/plugin-descriptor.properties"))) {
                    Files.copy(in, descriptor);
                }
            }
        }
    }

    /** Ends it at once, as a crash does. */
    void stop() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /** Sends a request of its own. */
    void send(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @Override
    public void close() {
        stop();
    }
}
