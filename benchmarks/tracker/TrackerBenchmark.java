package org.bancada.collector.internal;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.Servlet;

import com.sun.management.OperatingSystemMXBean;

import org.bancada.rollout.internal.AnnounceServlet;
import org.bancada.rollout.internal.TrackerServer;

/**
 * The tracker behind the real HTTP server (Felix, Jetty). {@code server FOLDER NODES ROOM ROOMS} prints its port, then at each line of its standard
 * input the processor seconds that it has used. {@code load PORT NODES INTERVAL SECONDS}: every node announces once per interval over a connection
 * of its own, as aria2c does; prints how many were answered and how long the answers took.
 */
public final class TrackerBenchmark {
    private TrackerBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        int[] numbers = Arrays.stream(arguments).skip(2).mapToInt(Integer::parseInt).toArray();
        if (arguments[0].equals("server")) {
            server(Path.of(arguments[1]), new TrackerServer(numbers[0], numbers[1], numbers[2]));
        } else {
            load(Integer.parseInt(arguments[1]), numbers[0], numbers[1], numbers[2]);
        }
        System.exit(0);
    }

    private static void server(Path folder, TrackerServer tracker) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (FelixHttp felix = new FelixHttp(folder)) {
            felix.configurations().getConfiguration("org.apache.felix.http", null).update(new Hashtable<>(Map.of("org.apache.felix.http.host",
                    "127.0.0.1", "org.osgi.service.http.port", port, "org.eclipse.jetty.servlet.SessionScavengingInterval", 0)));
            Dictionary<String, Object> properties = new Hashtable<>(Map.of("osgi.http.whiteboard.servlet.pattern", "/announce/*"));
            felix.bundles().registerService(Servlet.class, new AnnounceServlet(tracker), properties);
            System.out.println(port);
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            while (System.in.read() >= 0) {
                System.out.println(system.getProcessCpuTime() / 1e9);
            }
        }
    }

    private static void load(int port, int nodes, int interval, int seconds) throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        int total = (int) ((long) nodes * seconds / interval);
        long[] took = new long[total];
        long begin = System.nanoTime();
        try (ExecutorService peers = Executors.newFixedThreadPool(64)) {
            for (int i = 0; i < total; i++) {
                long due = begin + i * 1_000_000_000L * interval / nodes;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                int number = i;
                peers.submit(() -> {
                    if (announce(port, number % nodes, 1_000_000_000 - number / nodes)) {
                        took[answered.getAndIncrement()] = System.nanoTime() - due;
                    } else {
                        failed.incrementAndGet();
                    }
                });
            }
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        long[] sorted = Arrays.copyOf(took, answered.get());
        Arrays.sort(sorted);
        System.out.printf(java.util.Locale.ROOT, "%.3f s, %.0f announces a second, %d without an answer, answered in %.1f ms (median), %.1f ms (99 %%)%n", elapsed,
                answered.get() / elapsed, failed.get(), sorted[sorted.length / 2] / 1e6, sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    private static boolean announce(int port, int node, long left) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5000);
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(("GET /announce/node-" + node + "?info_hash=" + TrackerServer.quotedHash() + "&peer_id=" + "x".repeat(20)
                    + "&uploaded=0&downloaded=0&left=" + left + "&compact=1&key=x&numwant=50&no_peer_id=1&port=" + (10000 + node)
                    + "&supportcrypto=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            try (InputStream in = socket.getInputStream()) {
                String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                return answer.startsWith("HTTP/1.1 200") && answer.contains("5:peers") && !answer.contains("failure reason");
            }
        } catch (java.io.IOException lost) {
            return false;
        }
    }
}
