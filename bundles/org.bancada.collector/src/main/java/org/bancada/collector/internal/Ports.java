package org.bancada.collector.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.bancada.collector.CollectorCertificate;

/** Whether the server listens, asked as a client would. */
final class Ports {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 4096;

    private Ports() {
    }

    /** @return {@code wanted}, with a port that is free now when its port is 0 */
    static InetSocketAddress free(InetSocketAddress wanted) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(wanted);
            return wanted.getPort() == 0 ? new InetSocketAddress(wanted.getAddress(), probe.getLocalPort()) : wanted;
        }
    }

    /** @return whether the collector answers there before patience ends */
    static boolean awaitAnswer(InetSocketAddress at, SocketFactory sockets) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(at, sockets)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }

    /** The server stops in its own time; until then the port cannot be taken again. */
    static void awaitSilence(InetSocketAddress at) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (isOpen(at) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Sockets that accept what this authority signed and nothing else. */
    static SocketFactory trusting(CollectorCertificate certificate) throws IOException {
        try (var in = java.nio.file.Files.newInputStream(certificate.authority())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException failed) {
            throw new IOException(failed);
        }
    }

    private static boolean isOpen(InetSocketAddress at) {
        try (Socket socket = new Socket()) {
            socket.connect(reachable(at), 1000);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** An address that stands for all of them cannot be called. */
    private static InetSocketAddress reachable(InetSocketAddress at) {
        return at.getAddress().isAnyLocalAddress() ? new InetSocketAddress(InetAddress.getLoopbackAddress(), at.getPort()) : at;
    }

    private static boolean answers(InetSocketAddress at, SocketFactory sockets) {
        try (Socket socket = sockets.createSocket()) {
            socket.connect(reachable(at), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).contains(NameServlet.ANSWER);
        } catch (IOException notYet) {
            return false;
        }
    }
}
