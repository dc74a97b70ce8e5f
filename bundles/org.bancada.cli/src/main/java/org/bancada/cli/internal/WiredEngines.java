package org.bancada.cli.internal;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.alert.AlertWatch;
import org.bancada.cli.EngineWiring;
import org.bancada.collector.Collector;
import org.bancada.collector.CollectorCertificate;
import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.metrics.Metrics;
import org.bancada.remote.Remote;
import org.bancada.rollout.Rollouts;
import org.bancada.store.AuditLog;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Hands on what one engine learns and another waits for. It refers to {@link Rollouts}, {@link LogFeed}, {@link Metrics} and {@link AlertWatch}
 * because they work while they are active.
 */
@Component(service = EngineWiring.class)
public final class WiredEngines implements EngineWiring {
    private static final Messages TEXT = Messages.beside(WiredEngines.class);
    private static final Pattern ADDRESS = Pattern.compile("\\[?([^\\[\\]]+?)\\]?:([0-9]{1,5})");
    private static final Pattern NAMES = Pattern.compile("[\\s,]+");
    private static final int PORTS = 20;

    private final Fleet fleet;
    private final Remote remote;
    private final Collector collector;
    private final Settings settings;
    private final AuditLog audit;
    private final Progress.Registration changes;

    @Activate
    public WiredEngines(@Reference Fleet fleet, @Reference Remote remote, @Reference Collector collector, @Reference Settings settings,
            @Reference AuditLog audit, @Reference Rollouts rollouts, @Reference LogFeed feed, @Reference Metrics metrics, @Reference AlertWatch alerts) {
        this.fleet = fleet;
        this.remote = remote;
        this.collector = collector;
        this.settings = settings;
        this.audit = audit;
        changes = fleet.onChange(this::changed);
        online(node -> true);
    }

    private void changed(List<String> uuids) {
        Set<String> concerned = new HashSet<>(uuids);
        online(node -> concerned.contains(node.uuid()));
    }

    private void online(Predicate<Node> which) {
        List<Node> online = fleet.nodes().stream().filter(which).filter(node -> node.state() == NodeState.ONLINE).toList();
        if (!online.isEmpty()) {
            remote.deferred().online(online);
        }
    }

    @Override
    public InetSocketAddress listen(String address) throws ProblemException {
        return collector.listen(parse(address), names());
    }

    @Override
    public InetSocketAddress listenSomewhere() throws ProblemException {
        Optional<InetSocketAddress> already = collector.address();
        if (already.isPresent()) {
            return already.get();
        }
        InetSocketAddress wanted = parse(settings.get(LISTEN_SETTING, LISTEN_DEFAULT));
        ProblemException first = null;
        for (int port = wanted.getPort(); port < Math.min(wanted.getPort() + PORTS, 65_536); port++) {
            try {
                return collector.listen(new InetSocketAddress(wanted.getHostString(), port), names());
            } catch (ProblemException taken) {
                first = first == null ? taken : first;
            }
        }
        throw first;
    }

    @Override
    public Operation<Void> names(List<String> names) {
        return new CollectorChange<>(new NameChange(collector, settings, names), "collector names " + String.join(" ", names), audit);
    }

    @Override
    public Operation<CollectorCertificate> renew(boolean authority) {
        return new CollectorChange<>(collector.renew(authority), authority ? "collector renew --authority" : "collector renew", audit);
    }

    private Set<String> names() throws ProblemException {
        return Set.of(NAMES.splitAsStream(settings.get(NAMES_SETTING, "")).filter(name -> !name.isEmpty()).distinct().toArray(String[]::new));
    }

    private static InetSocketAddress parse(String address) throws ProblemException {
        Matcher matcher = ADDRESS.matcher(address.strip());
        int port = matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
        if (port < 0 || port > 65_535) {
            throw new ProblemException(new Problem(TEXT.text("address.wrong", address), "", TEXT.text("address.wrong.cure")));
        }
        InetSocketAddress socket = new InetSocketAddress(matcher.group(1), port);
        if (socket.isUnresolved()) {
            throw new ProblemException(new Problem(TEXT.text("address.unknown", matcher.group(1)), address, ""));
        }
        return socket;
    }

    @Deactivate
    public void close() {
        changes.close();
        collector.stop();
    }
}
