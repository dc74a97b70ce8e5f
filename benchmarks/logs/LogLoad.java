import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Ships events through {@code _bulk} as fast as the server acknowledges them, and looks at the server's memory meanwhile. */
final class LogLoad {
    private static final int BATCH = 2_000;
    private static final int SENDERS = 4;

    private LogLoad() {
    }

    /** LOGS COUNT PORT USER:SECRET SERVER'S-PID */
    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[1]);
        LabLines lines = new LabLines(Path.of(arguments[0]), count);
        AtomicLong next = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        AtomicLong peak = new AtomicLong();
        Thread watch = Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                peak.accumulateAndGet(anonymousKib(arguments[4]), Math::max);
                try {
                    Thread.sleep(500);
                } catch (InterruptedException done) {
                    return;
                }
            }
        });
        long begin = System.nanoTime();
        List<Thread> senders = new ArrayList<>();
        for (int s = 0; s < SENDERS; s++) {
            senders.add(Thread.ofPlatform().start(() -> {
                try (Connection connection = new Connection(Integer.parseInt(arguments[2]), arguments[3])) {
                    for (long from = next.getAndAdd(BATCH); from < count; from = next.getAndAdd(BATCH)) {
                        String answer = connection.post(lines.bulk(from, Math.min(count, from + BATCH)));
                        if (!answer.contains("\"errors\":false")) {
                            refused.incrementAndGet();
                            System.err.println(answer.substring(0, Math.min(400, answer.length())));
                        }
                    }
                } catch (IOException broken) {
                    refused.incrementAndGet();
                    broken.printStackTrace();
                }
            }));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        watch.interrupt();
        System.out.printf(Locale.ROOT, "%.0f %.1f %d %d%n", count / seconds, seconds, peak.get() >> 10, refused.get());
        System.exit(refused.get() > 0 ? 1 : 0);
    }

    /** What the process itself takes; pages of files that it has mapped are the system's to take back. */
    static long anonymousKib(String pid) {
        try {
            return Files.readAllLines(Path.of("/proc", pid, "status")).stream().filter(line -> line.startsWith("RssAnon")).mapToLong(
                    line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The least HTTP client that does: the load must not cost more than what it loads. */
    static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final String head;

        Connection(int port, String credentials) throws IOException {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            head = " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Basic "
                    + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\nContent-Length: ";
        }

        String post(byte[] body) throws IOException {
            return send("POST /_bulk", body);
        }

        String send(String request, byte[] body) throws IOException {
            byte[] start = (request + head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            byte[] all = java.util.Arrays.copyOf(start, start.length + body.length);
            System.arraycopy(body, 0, all, start.length, body.length);
            socket.getOutputStream().write(all);
            int length = -1;
            String status = line();
            for (String header = line(); !header.isEmpty(); header = line()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(header.substring(15).strip());
                }
            }
            if (length >= 0) {
                return status + new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
            StringBuilder text = new StringBuilder(status);
            for (int size = Integer.parseInt(line().strip(), 16); size > 0; size = Integer.parseInt(line().strip(), 16)) {
                text.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line();
            }
            line();
            return text.toString();
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

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
