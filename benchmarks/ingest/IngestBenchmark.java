package org.bancada.collector.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.bancada.fleet.internal.Inventory;
import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.bancada.store.internal.SqliteDatabase;

/**
 * How many reports a second are parsed, compared and stored. One in ten is garbage: binary, cut off, without a UUID, or with a section gone bad;
 * one in fifty brings changed hardware. Server and load are processes of their own, so that each can be bound to a core.
 */
public final class IngestBenchmark {
    private static final int NODES = 1_000;
    private static final int SENDERS = 16;

    private final byte[][] bodies;
    private final String[] uuids;

    private IngestBenchmark(Path data, int rounds) throws Exception {
        bodies = new byte[NODES * rounds][];
        uuids = new String[bodies.length];
        Files.createDirectories(data);
        Class<?> type = Class.forName("SyntheticReports");
        var constructor = type.getDeclaredConstructor(Path.class);
        var body = type.getDeclaredMethod("body", int.class, int.class, long.class);
        var uuid = type.getDeclaredMethod("uuid", int.class);
        constructor.setAccessible(true);
        body.setAccessible(true);
        uuid.setAccessible(true);
        Object reports = constructor.newInstance(Path.of(System.getProperty("models")));
        Random random = new Random(1);
        for (int i = 0; i < bodies.length; i++) {
            uuids[i] = (String) uuid.invoke(null, i % NODES);
            bodies[i] = (byte[]) body.invoke(reports, i % NODES, i / NODES, Instant.now().getEpochSecond());
            if (i >= NODES) {
                spoil(i, random);
            }
        }
    }

    private void spoil(int i, Random random) {
        String text = new String(bodies[i], StandardCharsets.UTF_8);
        switch (random.nextInt(50)) {
            case 0, 1 -> random.nextBytes(bodies[i]);
            case 2 -> uuids[i] = "no uuid";
            case 3 -> bodies[i] = Arrays.copyOf(bodies[i], random.nextInt(bodies[i].length));
            case 4 -> bodies[i] = text.replace("MemTotal:", "\u0000\u0001?").getBytes(StandardCharsets.UTF_8);
            case 5 -> bodies[i] = text.replaceFirst("MemTotal: *\\d+", "MemTotal: 3999999").getBytes(StandardCharsets.UTF_8);
            default -> {
                // as it is
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path data = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "inbox" -> inbox(data);
            case "server" -> server(data);
            case "load" -> load(data, Integer.parseInt(arguments[2]), arguments[3], arguments[4].equals("warm"));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    private static void inbox(Path data) throws Exception {
        IngestBenchmark work = new IngestBenchmark(data, 8);
        try (OpenDataFolder open = DataFolders.open(data, "benchmark")) {
            SqliteDatabase database = new SqliteDatabase(open.folder());
            Inventory fleet = new Inventory(database, InstantSource.system());
            InetAddress source = InetAddress.getByName("10.0.0.1");
            TreeMap<String, Integer> kinds = new TreeMap<>();
            long begin = 0;
            double cpu = 0;
            for (int i = 0; i < work.bodies.length; i++) {
                if (i == NODES) {
                    System.out.printf("inbox, first reports: %.0f/s, %.0f per second of CPU%n", NODES / seconds(begin), NODES / (cpuSeconds() - cpu));
                }
                if (i == 3 * NODES) {
                    kinds.clear();
                }
                if (i == 0 || i == 3 * NODES) {
                    begin = System.nanoTime();
                    cpu = cpuSeconds();
                }
                kinds.merge(fleet.accept(work.uuids[i], source, work.bodies[i]).kind().toString(), 1, Integer::sum);
            }
            System.out.printf("inbox, garbage and changes included: %.0f/s, %.0f per second of CPU %s%n", 5 * NODES / seconds(begin),
                    5 * NODES / (cpuSeconds() - cpu), kinds);
            fleet.close();
            database.close();
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Of this process with all its threads: says what the work costs when other programs want the core too. */
    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** Prints port and secret, then the CPU seconds used so far for each line that it reads, until its input ends. */
    private static void server(Path data) throws Exception {
        try (OpenDataFolder open = DataFolders.open(data, "benchmark"); FelixHttp felix = new FelixHttp(data.resolve("felix"))) {
            SqliteDatabase database = new SqliteDatabase(open.folder());
            Inventory fleet = new Inventory(database, InstantSource.system());
            HttpCollector collector = new HttpCollector(felix.bundles(), felix.configurations(), open.folder(), fleet,
                    new org.bancada.log.internal.LuceneLogStore(open.folder()), Duration.ofSeconds(60), java.time.InstantSource.system());
            System.out.println(collector.listen(new InetSocketAddress("127.0.0.1", 0), Set.of()).getPort() + " " + collector.secret());
            while (System.in.read() >= 0) {
                System.out.println(cpuSeconds());
            }
            collector.close();
            fleet.close();
            database.close();
        }
    }

    private static void load(Path data, int port, String secret, boolean warmUp) throws Exception {
        IngestBenchmark work = new IngestBenchmark(data, 10);
        if (warmUp) {
            work.send(port, secret, 0, NODES);
            work.send(port, secret, NODES, 5 * NODES);
            return;
        }
        long begin = System.nanoTime();
        var statuses = work.send(port, secret, 5 * NODES, 10 * NODES);
        System.out.printf("HTTP, garbage and changes included: %.0f/s %s%n", 5 * NODES / seconds(begin), statuses);
    }

    /** Each sender keeps its connection, as long as the server does. */
    private ConcurrentSkipListMap<String, Integer> send(int port, String secret, int from, int to) throws Exception {
        ConcurrentSkipListMap<String, Integer> statuses = new ConcurrentSkipListMap<>();
        AtomicInteger next = new AtomicInteger(from);
        List<Thread> senders = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            senders.add(Thread.ofPlatform().start(() -> {
                Connection connection = new Connection(port);
                for (int i = next.getAndIncrement(); i < to; i = next.getAndIncrement()) {
                    statuses.merge(connection.post(secret, uuids[i], bodies[i]), 1, Integer::sum);
                }
                connection.close();
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        return statuses;
    }

    /** The least HTTP client that does: the load must not cost more than what it loads. */
    private static final class Connection {
        private final int port;
        private Socket socket;
        private InputStream in;

        Connection(int port) {
            this.port = port;
        }

        String post(String secret, String uuid, byte[] body) {
            try {
                if (socket == null) {
                    socket = new Socket("127.0.0.1", port);
                    socket.setTcpNoDelay(true);
                    in = new BufferedInputStream(socket.getInputStream());
                }
                byte[] head = ("POST /report HTTP/1.1\r\nHost: x\r\nAuth: " + secret + "\r\nUuid: " + uuid + "\r\nContent-Length: " + body.length
                        + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
                OutputStream out = socket.getOutputStream();
                byte[] all = Arrays.copyOf(head, head.length + body.length);
                System.arraycopy(body, 0, all, head.length, body.length);
                out.write(all);
                String status = line().split(" ")[1];
                boolean close = false;
                int length = 0;
                for (String header = line(); !header.isEmpty(); header = line()) {
                    close |= header.equalsIgnoreCase("Connection: close");
                    if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                        length = Integer.parseInt(header.substring(15).strip());
                    }
                }
                in.readNBytes(length);
                if (close) {
                    close();
                }
                return status;
            } catch (IOException broken) {
                close();
                return "broken";
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("hung up");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        void close() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException gone) {
                // it is of no further use
            }
            socket = null;
        }
    }
}
