package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.practice.PracticeLab;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends the practice lab and takes its nodes out of the fleet: nothing of it stays behind. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=practice stop")
public final class PracticeStopVerb implements Verb {
    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        PracticeLab lab = invocation.engines().get(PracticeLab.class);
        Set<String> practice = lab.status().stream().map(PracticeNode::uuid).collect(Collectors.toSet());
        Optional<InetSocketAddress> wake = lab.wakeTarget();
        Operation<Void> stop = lab.stop();
        Optional<Plan> plan = options.planned(stop, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            stop.run(plan.get(), progress);
        }
        WakeTarget.remove(wake, invocation);
        Fleet fleet = invocation.engines().get(Fleet.class);
        List<Node> nodes = fleet.nodes().stream().filter(node -> practice.contains(node.uuid())).toList();
        HostKeys keys = invocation.engines().get(Remote.class).hostKeys();
        for (Node node : nodes) {
            keys.forget(node);
        }
        if (!nodes.isEmpty()) {
            Operation<Integer> remove = fleet.remove(nodes);
            remove.run(remove.plan(), invocation.progress());
        }
        return DONE;
    }
}
