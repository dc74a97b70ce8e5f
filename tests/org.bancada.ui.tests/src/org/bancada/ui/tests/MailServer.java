package org.bancada.ui.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes mail over a real socket, without TLS and log-in (RFC 5321). */
final class MailServer implements AutoCloseable {
    /** Lines that were said, without those of the greeting. */
    final List<String> said = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;

    MailServer() throws IOException {
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (IOException over) {
                // The client left, or the test is over.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        say(client, "220 test ESMTP");
        boolean data = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            String word = line.toUpperCase(Locale.ROOT);
            if (data) {
                data = !line.equals(".");
                if (!data) {
                    say(client, "250 taken");
                }
            } else if (word.startsWith("DATA")) {
                data = true;
                say(client, "354 go on");
            } else if (word.startsWith("QUIT")) {
                say(client, "221 bye");
                return;
            } else {
                say(client, "250 fine");
            }
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
