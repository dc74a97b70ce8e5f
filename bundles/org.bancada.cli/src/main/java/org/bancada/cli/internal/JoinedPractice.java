package org.bancada.cli.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.PracticeFleet;
import org.bancada.collector.Collector;
import org.bancada.core.Node;
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
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Introduces the practice lab's nodes to the engines, and takes leave of them. */
@Component(service = PracticeFleet.class)
public final class JoinedPractice implements PracticeFleet {
    private final PracticeLab lab;
    private final EngineWiring wiring;
    private final Collector collector;
    private final ClientKey key;
    private final Images images;
    private final Fleet fleet;
    private final HostKeys hostKeys;
    private final WakeTarget wake;

    @Activate
    public JoinedPractice(@Reference PracticeLab lab, @Reference EngineWiring wiring, @Reference Collector collector,
            @Reference ClientKey key, @Reference Images images, @Reference Fleet fleet, @Reference Remote remote,
            @Reference Settings settings) {
        this.lab = lab;
        this.wiring = wiring;
        this.collector = collector;
        this.key = key;
        this.images = images;
        this.fleet = fleet;
        hostKeys = remote.hostKeys();
        wake = new WakeTarget(settings);
    }

    @Override
    public Operation<List<PracticeNode>> start(int nodes) {
        return new Start(nodes);
    }

    @Override
    public Operation<Integer> stop() {
        return new Stop();
    }

    private final class Start implements Operation<List<PracticeNode>> {
        private final int count;
        private Operation<List<PracticeNode>> start;

        Start(int count) {
            this.count = count;
        }

        @Override
        public Plan plan() throws ProblemException {
            InetSocketAddress plain = wiring.listenSomewhere();
            Optional<InetSocketAddress> secure = collector.secureAddress();
            InetSocketAddress address = secure.orElse(plain);
            if (address.getAddress().isAnyLocalAddress()) {
                address = new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
            }
            start = lab.start(count, new PracticeLab.Setup(address, secure.isPresent() ? authority() : "", collector.secret(), key.publicLine(), images.allowedSigners()));
            return start.plan();
        }

        private String authority() throws ProblemException {
            Path file = collector.certificate().authority();
            try {
                return Files.readString(file);
            } catch (IOException failed) {
                throw new ProblemException(new Problem(failed.toString(), file.toString(), ""), failed);
            }
        }

        @Override
        public List<PracticeNode> run(Plan plan, Progress progress) throws ProblemException {
            List<PracticeNode> nodes = start.run(plan, progress);
            List<Registration> registrations = new ArrayList<>();
            for (PracticeNode node : nodes) {
                registrations.add(new Registration(node.uuid(), node.name(), node.place(), node.address(), node.sshPort(), node.mac()));
                hostKeys.accept(node.uuid(), node.hostKey());
            }
            fleet.register(registrations);
            wake.add(lab.wakeTarget());
            return nodes;
        }
    }

    private final class Stop implements Operation<Integer> {
        private List<String> practice = List.of();
        private Optional<InetSocketAddress> target = Optional.empty();
        private Operation<Void> stop;

        @Override
        public Plan plan() throws ProblemException {
            practice = lab.status().stream().map(PracticeNode::uuid).toList();
            target = lab.wakeTarget();
            stop = lab.stop();
            return stop.plan();
        }

        @Override
        public Integer run(Plan plan, Progress progress) throws ProblemException {
            stop.run(plan, progress);
            wake.remove(target);
            List<Node> nodes = fleet.nodes().stream().filter(node -> practice.contains(node.uuid())).toList();
            for (Node node : nodes) {
                hostKeys.forget(node);
            }
            if (!nodes.isEmpty()) {
                Operation<Integer> remove = fleet.remove(nodes);
                remove.run(remove.plan(), Progress.none());
            }
            return nodes.size();
        }
    }
}
