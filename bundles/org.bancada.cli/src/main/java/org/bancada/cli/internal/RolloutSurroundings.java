package org.bancada.cli.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import org.bancada.collector.Collector;
import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.rollout.NodeDirectory;
import org.bancada.rollout.TrackerEndpoint;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What rollouts need to know of the engines that they do not know. */
@Component(service = {TrackerEndpoint.class, NodeDirectory.class})
public final class RolloutSurroundings implements TrackerEndpoint, NodeDirectory {
    private final Collector collector;
    private final Fleet fleet;

    @Activate
    public RolloutSurroundings(@Reference Collector collector, @Reference Fleet fleet) {
        this.collector = collector;
        this.fleet = fleet;
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return collector.address();
    }

    @Override
    public List<Node> nodes() {
        return fleet.nodes();
    }
}
