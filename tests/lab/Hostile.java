import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A hostile neighbour of a station: usage: java Hostile.java ANNOUNCE_URL IDLE. Opens IDLE connections that say nothing or half of something, lets
 * fifty more drip, sends garbage to every address it knows, and announces with a node's own URL in every wrong way. Says {@code ready} when it has
 * all of that, then one line {@code FAULT ...} for everything that should not have been, and goes on until it is killed.
 */
public class Hostile {
    private static final String HASH = "info_hash=" + "%01".repeat(20);
    private static final String PEER = "&peer_id=" + "-".repeat(20);
    private static final List<String> REFUSED = List.of("", "?", "?info_hash=x", "?" + HASH, "?" + HASH + PEER, "?" + HASH + PEER + "&port=0&left=1",
            "?" + HASH + PEER + "&port=6881", "?" + HASH + PEER + "&port=6881&left=-5", "?" + HASH + PEER + "&port=99999999999999999999&left=1",
            "?" + HASH + PEER + "&port=6881&left=1&left=2", "?%ZZ=%", "?" + "a=b&".repeat(200), "?" + HASH + PEER + "&port=6881&left=1&numwant=999999999999");

    private final String host;
    private final int port;
    private final String path;

    Hostile(URI announce) {
        host = announce.getHost();
        port = announce.getPort();
        path = announce.getPath();
    }

    public static void main(String[] arguments) throws Exception {
        new Hostile(URI.create(arguments[0])).attack(Integer.parseInt(arguments[1]));
    }

    private void attack(int idle) throws Exception {
        List<Socket> held = new ArrayList<>();
        List<String> beginnings = List.of("", "G", "GET " + path + " HTTP/1.1\r\nHost: x\r\n", "POST /report HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n");
        for (int i = 0; i < idle; i++) {
            Socket socket = new Socket(host, port);
            socket.getOutputStream().write(beginnings.get(i % beginnings.size()).getBytes(StandardCharsets.US_ASCII));
            held.add(socket);
        }
        for (int i = 0; i < 50; i++) {
            Thread.ofVirtual().start(this::drip);
        }
        round(new Random(1));
        System.out.println("ready");
        Random random = new Random(2);
        while (true) {
            round(random);
        }
    }

    private void drip() {
        while (true) {
            try (Socket socket = new Socket(host, port)) {
                socket.getOutputStream().write(("GET " + path + "?").getBytes(StandardCharsets.US_ASCII));
                while (true) {
                    socket.getOutputStream().write('a');
                    Thread.sleep(200);
                }
            } catch (IOException | InterruptedException closed) {
                // the station has had enough of it
            }
        }
    }

    private void round(Random random) throws Exception {
        String stranger = path.substring(0, path.lastIndexOf('/') + 1) + "A".repeat(24);
        for (String query : REFUSED) {
            expect(path + query, "failure reason");
            expect(stranger + query, "failure reason");
        }
        // Somebody else's identity does not help without that node's own address of the tracker
        expect(stranger + "?" + HASH + PEER + "&port=6881&left=0&event=stopped", "failure reason");
        byte[] noise = new byte[2000];
        for (int i = 0; i < 50; i++) {
            random.nextBytes(noise);
            try (Socket socket = new Socket(host, port)) {
                socket.setSoTimeout(10_000);
                if (i % 2 == 0) {
                    socket.getOutputStream().write(("GET " + path + "?").getBytes(StandardCharsets.US_ASCII));
                }
                socket.getOutputStream().write(noise);
            } catch (IOException refused) {
                // as it should be
            }
        }
        String large = get(path + "?" + "a".repeat(100_000));
        if (large.startsWith("HTTP/1.1 200")) {
            System.out.println("FAULT a request of 100,000 bytes was taken");
        }
    }

    private void expect(String request, String wanted) throws InterruptedException {
        try {
            String answer = get(request);
            boolean refused = answer.contains(wanted) || answer.startsWith("HTTP/1.1 4");
            if (!refused) {
                System.out.println("FAULT " + request + " was answered: " + answer.replaceAll("[^ -~]+", " "));
            }
        } catch (IOException silent) {
            System.out.println("FAULT " + request + ": " + silent);
            Thread.sleep(100);
        }
    }

    private String get(String request) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET " + request + " HTTP/1.0\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            for (int n = in.read(buffer); n > 0 && answer.size() < 1 << 16; n = in.read(buffer)) {
                answer.write(buffer, 0, n);
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
