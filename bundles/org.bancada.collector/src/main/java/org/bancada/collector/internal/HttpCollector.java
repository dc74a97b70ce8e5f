package org.bancada.collector.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import jakarta.servlet.Servlet;

import org.bancada.collector.Collector;
import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.fleet.ReportInbox;
import org.bancada.log.LogStore;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The collector on Felix HTTP (Jetty 12): its servlets are registered by the HTTP whiteboard, where and how it listens is written into its
 * configuration. Needs {@code org.apache.felix.http.require.config=true}, or it would listen everywhere before it is told.
 */
@Component(service = Collector.class)
public final class HttpCollector implements Collector {
    private static final String PID = "org.apache.felix.http";
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(60);
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    /** The server's own limit, for servlets that set none; reports have a smaller one. */
    private static final int MOST_BYTES = 64 << 20;
    /** A whole report in two reads or so. */
    private static final int REQUEST_BUFFER = 32 << 10;
    private static final int IDLE_MILLIS = 30_000;
    private static final Messages TEXT = Messages.beside(HttpCollector.class);

    private final ConfigurationAdmin configurations;
    private final SharedSecret secret;
    private final List<ServiceRegistration<Servlet>> servlets;
    private InetSocketAddress address;

    @Activate
    public HttpCollector(BundleContext bundles, @Reference ConfigurationAdmin configurations, @Reference DataFolder folder, @Reference ReportInbox inbox,
            @Reference LogStore logs) {
        this(bundles, configurations, folder, inbox, logs, BODY_DEADLINE);
    }

    HttpCollector(BundleContext bundles, ConfigurationAdmin configurations, DataFolder folder, ReportInbox inbox, LogStore logs,
            Duration bodyDeadline) {
        this.configurations = configurations;
        secret = new SharedSecret(folder.keys());
        RefusalLog refusals = new RefusalLog(InstantSource.system());
        Servlet reports = new ReportServlet(inbox, secret, refusals, ReportServlet.MOST_BYTES, bodyDeadline);
        // A pattern cannot say /{index}/_bulk: this servlet gets all that no other wants.
        Servlet bulk = new BulkServlet(logs, secret, refusals, BulkServlet.MOST_BYTES, bodyDeadline, InstantSource.system());
        servlets = List.of(register(bundles, "/report", reports), register(bundles, "/*", bulk));
        try {
            // A killed process leaves its configuration behind.
            delete();
        } catch (IOException failed) {
            System.getLogger(HttpCollector.class.getName()).log(System.Logger.Level.WARNING, "cannot remove an old configuration", failed);
        }
    }

    private static ServiceRegistration<Servlet> register(BundleContext bundles, String pattern, Servlet servlet) {
        return bundles.registerService(Servlet.class, servlet, new Hashtable<>(Map.of("osgi.http.whiteboard.servlet.pattern", pattern)));
    }

    @Deactivate
    public void close() {
        stop();
        servlets.forEach(ServiceRegistration::unregister);
    }

    @Override
    public synchronized InetSocketAddress listen(InetSocketAddress wanted) throws ProblemException {
        if (address != null && address.getPort() == wanted.getPort() && address.getHostString().equals(wanted.getHostString())) {
            return address;
        }
        secret.value();
        if (address != null && address.getPort() == wanted.getPort()) {
            stop();
        }
        InetSocketAddress free = free(wanted);
        stop();
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(
                "org.apache.felix.http.host", free.getAddress().getHostAddress(),
                "org.osgi.service.http.port", free.getPort(),
                "org.apache.felix.http.timeout", IDLE_MILLIS,
                "org.apache.felix.http.jetty.requestSizeLimit", MOST_BYTES,
                "org.apache.felix.http.jetty.requestBufferSize", REQUEST_BUFFER,
                "org.apache.felix.http.jetty.sendServerHeader", false,
                "org.apache.felix.http.jetty.virtualthreads.enable", true));
        try {
            configurations.getConfiguration(PID, "?").update(properties);
        } catch (IOException failed) {
            throw problem("listen.failed", wanted, failed);
        }
        awaitAnswer(free);
        address = free;
        return address;
    }

    /** Says early and clearly what the server would only log. */
    private static InetSocketAddress free(InetSocketAddress wanted) throws ProblemException {
        if (wanted.isUnresolved()) {
            throw problem("listen.unknown.host", wanted, null);
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(wanted);
            return wanted.getPort() == 0 ? new InetSocketAddress(wanted.getAddress(), probe.getLocalPort()) : wanted;
        } catch (IOException failed) {
            throw problem("listen.failed", wanted, failed);
        }
    }

    private void awaitAnswer(InetSocketAddress at) throws ProblemException {
        long end = System.nanoTime() + START_DEADLINE.toNanos();
        while (!answers(at)) {
            if (System.nanoTime() - end > 0) {
                stop();
                throw problem("listen.silent", at, null);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The server stops in its own time; until then the port cannot be taken again. */
    private static void awaitSilence(InetSocketAddress at) {
        long end = System.nanoTime() + START_DEADLINE.toNanos();
        while (isOpen(at) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(20_000_000);
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

    private static boolean answers(InetSocketAddress at) {
        try (Socket socket = new Socket()) {
            socket.connect(reachable(at), 1000);
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).contains(NameServlet.ANSWER);
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public synchronized Optional<InetSocketAddress> address() {
        return Optional.ofNullable(address);
    }

    @Override
    public synchronized void stop() {
        InetSocketAddress before = address;
        address = null;
        try {
            delete();
            if (before != null) {
                awaitSilence(before);
            }
        } catch (IOException failed) {
            System.getLogger(HttpCollector.class.getName()).log(System.Logger.Level.WARNING, "cannot stop listening", failed);
        }
    }

    private void delete() throws IOException {
        Configuration configuration = configurations.getConfiguration(PID, "?");
        if (configuration.getProperties() != null) {
            configuration.delete();
        }
    }

    @Override
    public String secret() throws ProblemException {
        return secret.value();
    }

    private static ProblemException problem(String key, InetSocketAddress where, Exception cause) {
        String detail = cause == null ? "" : String.valueOf(cause.getMessage());
        return new ProblemException(new Problem(TEXT.text(key, detail), where.getHostString() + ":" + where.getPort(), TEXT.text(key + ".cure")), cause);
    }
}
