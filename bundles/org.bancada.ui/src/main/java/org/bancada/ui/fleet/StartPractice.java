package org.bancada.ui.fleet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import org.bancada.collector.Collector;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Registration;
import org.bancada.image.Images;
import org.bancada.practice.PracticeLab;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.bancada.remote.ClientKey;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.bancada.ui.kit.Services;

/** Starts a practice lab and makes it part of the fleet: its nodes registered, their host keys pinned, reports coming in. */
final class StartPractice implements Operation<List<PracticeNode>> {
    private final int count;
    private Operation<List<PracticeNode>> lab;

    StartPractice(int count) {
        this.count = count;
    }

    @Override
    public Plan plan() throws ProblemException {
        Collector collector = Services.need(Collector.class);
        InetSocketAddress address = collector.address().orElseThrow(
                () -> new ProblemException(new Problem(FleetText.get("practice.deaf"), "", FleetText.get("practice.deaf.cure"))));
        if (address.getAddress().isAnyLocalAddress()) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
        }
        lab = Services.need(PracticeLab.class).start(count, new PracticeLab.Setup(address, collector.secret(),
                Services.need(ClientKey.class).publicLine(), Services.need(Images.class).allowedSigners()));
        return lab.plan();
    }

    @Override
    public List<PracticeNode> run(Plan plan, Progress progress) throws ProblemException {
        List<PracticeNode> nodes = lab.run(plan, progress);
        HostKeys keys = Services.need(Remote.class).hostKeys();
        List<Registration> registrations = new ArrayList<>();
        for (PracticeNode node : nodes) {
            registrations.add(new Registration(node.uuid(), node.name(), node.place(), node.address(), node.sshPort(), node.mac()));
            keys.accept(node.uuid(), node.hostKey());
        }
        Services.need(Fleet.class).register(registrations);
        return nodes;
    }
}
