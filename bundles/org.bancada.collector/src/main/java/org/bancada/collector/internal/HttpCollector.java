package org.bancada.collector.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

import jakarta.servlet.Servlet;

import org.bancada.collector.Collector;
import org.bancada.collector.CollectorCertificate;
import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
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
    private static final String HOST = "org.apache.felix.http.host";
    private static final String PLAIN_PORT = "org.osgi.service.http.port";
    private static final String SECURE_PORT = "org.osgi.service.http.port.secure";
    private static final Duration BODY_DEADLINE = Duration.ofSeconds(60);
    /** The server's own limit, for servlets that set none; reports have a smaller one. */
    private static final int MOST_BYTES = 64 << 20;
    /** A whole report in two reads or so. */
    private static final int REQUEST_BUFFER = 32 << 10;
    private static final int LAST_PORT = 65_535;
    private static final int IDLE_MILLIS = 30_000;
    /** How often is asked whether the certificate still fits: addresses of this machine come and go, and time passes. */
    private static final Duration LOOK = Duration.ofHours(6);
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("127.0.0.1", 0);
    private static final Messages TEXT = Messages.beside(HttpCollector.class);
    private static final System.Logger LOG = System.getLogger(HttpCollector.class.getName());

    private final ConfigurationAdmin configurations;
    private final SecretLine secret;
    private final TlsIdentity identity;
    private final List<ServiceRegistration<Servlet>> servlets;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("collector certificate").factory());
    private List<InetSocketAddress> leftOver;
    private Listening listening;
    private Problem secureProblem;

    /**
     * @param plain where plain HTTP is
     * @param secure where HTTP over TLS is
     * @param names what was asked for besides the machine's own names
     * @param certificate what is served, null while nothing is
     */
    private record Listening(InetSocketAddress plain, InetSocketAddress secure, Set<String> names, CollectorCertificate certificate) {
    }

    @Activate
    public HttpCollector(BundleContext bundles, @Reference ConfigurationAdmin configurations, @Reference DataFolder folder, @Reference ReportInbox inbox,
            @Reference LogStore logs) {
        this(bundles, configurations, folder, inbox, logs, BODY_DEADLINE, InstantSource.system());
    }

    /** @param clock by which certificates are made and renewed */
    HttpCollector(BundleContext bundles, ConfigurationAdmin configurations, DataFolder folder, ReportInbox inbox, LogStore logs,
            Duration bodyDeadline, InstantSource clock) {
        this.configurations = configurations;
        secret = new SecretLine(folder.keys().resolve("collector.secret"));
        identity = new TlsIdentity(folder.keys(), clock);
        RefusalLog refusals = new RefusalLog(InstantSource.system());
        Servlet reports = new ReportServlet(inbox, secret, refusals, ReportServlet.MOST_BYTES, bodyDeadline);
        // A pattern cannot say /{index}/_bulk: this servlet gets all that no other wants.
        Servlet bulk = new BulkServlet(logs, secret, refusals, BulkServlet.MOST_BYTES, bodyDeadline, InstantSource.system());
        servlets = List.of(register(bundles, "/report", reports), register(bundles, "/*", bulk));
        leftOver = takeLeftOver();
        looks.scheduleWithFixedDelay(this::look, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS);
    }

    /** A killed process leaves its configuration behind: the server may have begun to listen by it. @return where */
    private List<InetSocketAddress> takeLeftOver() {
        List<InetSocketAddress> ports = new ArrayList<>();
        try {
            Dictionary<String, Object> old = configurations.getConfiguration(PID, "?").getProperties();
            for (String port : old == null ? List.<String>of() : List.of(PLAIN_PORT, SECURE_PORT)) {
                if (old.get(HOST) instanceof String host && old.get(port) instanceof Integer number) {
                    ports.add(new InetSocketAddress(host, number));
                }
            }
            delete();
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove an old configuration", failed);
        }
        return ports;
    }

    private static ServiceRegistration<Servlet> register(BundleContext bundles, String pattern, Servlet servlet) {
        return bundles.registerService(Servlet.class, servlet, new Hashtable<>(Map.of("osgi.http.whiteboard.servlet.pattern", pattern)));
    }

    @Deactivate
    public void close() {
        looks.shutdown();
        stop();
        servlets.forEach(ServiceRegistration::unregister);
    }

    @Override
    public synchronized InetSocketAddress listen(InetSocketAddress wanted, Set<String> names) throws ProblemException {
        if (listening != null && listening.plain().getPort() == wanted.getPort() && listening.plain().getHostString().equals(wanted.getHostString())) {
            if (!listening.names().equals(names)) {
                ownNames(wanted, names);
                listening = new Listening(listening.plain(), listening.secure(), Set.copyOf(names), listening.certificate());
                look();
            }
            return listening.plain();
        }
        secret.value();
        if (wanted.isUnresolved()) {
            throw problem("listen.unknown.host", wanted, null);
        }
        SortedSet<String> all = ownNames(wanted, names);
        CollectorCertificate certificate = null;
        secureProblem = null;
        try {
            certificate = identity.ready(all);
        } catch (ProblemException damaged) {
            secureProblem = damaged.problem();
            LOG.log(System.Logger.Level.ERROR, secureProblem.line());
        }
        leftOver.forEach(Ports::awaitSilence);
        leftOver = List.of();
        Listening before = listening;
        // Its own ports are not taken by others.
        boolean near = before != null && Math.abs(before.plain().getPort() - wanted.getPort()) <= 1;
        if (near) {
            stop();
        }
        try {
            InetSocketAddress plain = free(wanted);
            InetSocketAddress secure = wanted.getPort() == 0 ? anotherFree(plain) : free(next(plain));
            stop();
            serve(new Listening(plain, secure, Set.copyOf(names), certificate));
            return plain;
        } catch (ProblemException taken) {
            if (near) {
                serve(before);
            }
            throw taken;
        }
    }

    private void serve(Listening wanted) throws ProblemException {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of(
                HOST, wanted.plain().getAddress().getHostAddress(),
                PLAIN_PORT, wanted.plain().getPort(),
                "org.apache.felix.http.timeout", IDLE_MILLIS,
                "org.apache.felix.http.jetty.requestSizeLimit", MOST_BYTES,
                "org.apache.felix.http.jetty.requestBufferSize", REQUEST_BUFFER,
                "org.apache.felix.http.jetty.sendServerHeader", false,
                "org.apache.felix.http.jetty.virtualthreads.enable", true));
        if (wanted.certificate() != null) {
            properties.put("org.apache.felix.https.enable", true);
            properties.put(SECURE_PORT, wanted.secure().getPort());
            properties.put("org.apache.felix.https.keystore", identity.keyStore().toString());
            properties.put("org.apache.felix.https.keystore.type", "PKCS12");
            properties.put("org.apache.felix.https.keystore.password", identity.password());
            properties.put("org.apache.felix.https.keystore.key.password", identity.password());
            properties.put("org.apache.felix.https.jetty.protocols.included", new String[] {"TLSv1.2", "TLSv1.3"});
            properties.put("org.apache.felix.https.jetty.renegotiateAllowed", false);
        }
        listening = wanted;
        try {
            configurations.getConfiguration(PID, "?").update(properties);
            boolean answers = Ports.awaitAnswer(wanted.plain(), SocketFactory.getDefault())
                    && (wanted.certificate() == null || Ports.awaitAnswer(wanted.secure(), Ports.trusting(wanted.certificate())));
            if (!answers) {
                stop();
                throw problem("listen.silent", wanted.plain(), null);
            }
        } catch (IOException failed) {
            stop();
            throw problem("listen.failed", wanted.plain(), failed);
        }
    }

    private static SortedSet<String> ownNames(InetSocketAddress at, Set<String> names) throws ProblemException {
        return OwnNames.of(at.getAddress(), names);
    }

    /** Says early and clearly what the server would only log. */
    private static InetSocketAddress free(InetSocketAddress wanted) throws ProblemException {
        try {
            return Ports.free(wanted);
        } catch (IOException failed) {
            throw problem("listen.failed", wanted, failed);
        }
    }

    private static InetSocketAddress anotherFree(InetSocketAddress than) throws ProblemException {
        InetSocketAddress found;
        do {
            found = free(new InetSocketAddress(than.getAddress(), 0));
        } while (found.getPort() == than.getPort());
        return found;
    }

    private static InetSocketAddress next(InetSocketAddress plain) throws ProblemException {
        if (plain.getPort() == LAST_PORT) {
            throw problem("listen.last", plain, null);
        }
        return new InetSocketAddress(plain.getAddress(), plain.getPort() + 1);
    }

    /** Serves another certificate when the one that is served does not fit any more. */
    synchronized void look() {
        if (listening == null) {
            return;
        }
        try {
            CollectorCertificate certificate = identity.ready(ownNames(listening.plain(), listening.names()));
            secureProblem = null;
            again(certificate);
        } catch (ProblemException failed) {
            secureProblem = failed.problem();
            LOG.log(System.Logger.Level.ERROR, secureProblem.line());
        }
    }

    /** The server reads its certificate when it starts; clients that are in the middle of something send it again. */
    private void again(CollectorCertificate certificate) throws ProblemException {
        Listening before = listening;
        if (before != null && !certificate.equals(before.certificate())) {
            stop();
            try {
                serve(new Listening(before.plain(), before.secure(), before.names(), certificate));
            } catch (ProblemException failed) {
                // Rather without TLS, of which people are told, than not at all.
                serve(new Listening(before.plain(), before.secure(), before.names(), null));
                throw failed;
            }
        }
    }

    @Override
    public synchronized Optional<InetSocketAddress> address() {
        return Optional.ofNullable(listening).map(Listening::plain);
    }

    @Override
    public synchronized Optional<InetSocketAddress> secureAddress() {
        return Optional.ofNullable(listening).filter(l -> l.certificate() != null).map(Listening::secure);
    }

    @Override
    public synchronized Optional<Problem> secureProblem() {
        return Optional.ofNullable(listening == null ? null : secureProblem);
    }

    @Override
    public synchronized void stop() {
        Listening before = listening;
        listening = null;
        try {
            delete();
            if (before != null) {
                Ports.awaitSilence(before.plain());
                Ports.awaitSilence(before.secure());
            }
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "cannot stop listening", failed);
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

    @Override
    public synchronized CollectorCertificate certificate() throws ProblemException {
        if (listening != null && listening.certificate() != null) {
            return listening.certificate();
        }
        return identity.ready(ownNames(NOWHERE, Set.of()));
    }

    @Override
    public Operation<CollectorCertificate> renew(boolean authority) {
        return new Renewal(authority);
    }

    private final class Renewal implements Operation<CollectorCertificate> {
        private final boolean authority;

        Renewal(boolean authority) {
            this.authority = authority;
        }

        @Override
        public Plan plan() {
            return new Plan(TEXT.text("renew.title"), authority
                    ? List.of(new Plan.Step("", TEXT.text("renew.authority")), new Plan.Step("", TEXT.text("renew.certificate")))
                    : List.of(new Plan.Step("", TEXT.text("renew.certificate"))), List.of(), authority ? List.of(TEXT.text("renew.loss")) : List.of());
        }

        @Override
        public CollectorCertificate run(Plan plan, Progress progress) throws ProblemException {
            synchronized (HttpCollector.this) {
                CollectorCertificate fresh = identity.renew(ownNames(listening == null ? NOWHERE : listening.plain(),
                        listening == null ? Set.of() : listening.names()), authority);
                secureProblem = null;
                again(fresh);
                return fresh;
            }
        }
    }

    private static ProblemException problem(String key, InetSocketAddress where, Exception cause) {
        String detail = cause == null ? "" : String.valueOf(cause.getMessage());
        return new ProblemException(new Problem(TEXT.text(key, detail), where.getHostString() + ":" + where.getPort(), TEXT.text(key + ".cure")), cause);
    }
}
