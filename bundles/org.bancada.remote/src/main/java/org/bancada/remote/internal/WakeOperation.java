package org.bancada.remote.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;

/** Sends the magic packet from here and, since routers do not pass broadcasts on, from a node of the same room that is awake. */
final class WakeOperation implements Operation<Outcome> {
    private static final int HELPERS_TRIED = 2;
    private final Context context;
    private final Targets targets;
    private final List<Node> fleet;

    WakeOperation(Context context, List<Node> nodes, List<Node> fleet) {
        this.context = context;
        this.targets = new Targets(nodes);
        this.fleet = List.copyOf(fleet);
    }

    @Override
    public Plan plan() throws ProblemException {
        MagicPacket.targets(setting());
        return targets.plan(count -> Texts.text("wake.title", count), WakeOperation::obstacle, node -> {
            List<Node> helpers = helpers(node);
            return helpers.isEmpty() ? Texts.text("wake.step", node.mac()) : Texts.text("wake.step.helper", node.mac(), helpers.getFirst().name());
        }, List.of());
    }

    private static Optional<String> obstacle(Node node) {
        // That it reported lately does not say that it is on now, and a packet to a node that is awake does nothing.
        return MagicPacket.isMac(node.mac()) ? Optional.empty() : Optional.of(Texts.text("left.mac"));
    }

    private String setting() throws ProblemException {
        return context.settings().get(MagicPacket.SETTING, MagicPacket.DEFAULT_TARGET);
    }

    private List<Node> helpers(Node sleeper) {
        Place place = sleeper.place();
        if (place.room().isEmpty()) {
            return List.of();
        }
        return fleet.stream().filter(n -> n.state() == NodeState.ONLINE && !n.uuid().equals(sleeper.uuid())
                && n.place().room().equals(place.room()) && n.place().building().equals(place.building())
                && n.place().campus().equals(place.campus()) && Targets.obstacle(n, context.pins()).isEmpty())
                .limit(HELPERS_TRIED).toList();
    }

    @Override
    public Outcome run(Plan plan, Progress progress) throws ProblemException {
        List<Node> nodes = targets.of(plan);
        List<InetSocketAddress> broadcasts = MagicPacket.targets(setting());
        progress.begin(plan.title(), nodes.size());
        Audited audited = Audited.begin(context.audit(), "wake", nodes);
        Outcome outcome = new Outcome(context.fanOut().run(nodes, progress, OutputListener.none(), node -> on(node, broadcasts, progress)));
        audited.end(outcome);
        progress.check();
        return outcome;
    }

    private NodeResult on(Node node, List<InetSocketAddress> broadcasts, Progress progress) {
        long begin = System.nanoTime();
        boolean sent = false;
        String reason = "";
        for (InetSocketAddress target : broadcasts) {
            try {
                MagicPacket.send(node.mac(), target);
                sent = true;
            } catch (IOException failed) {
                reason = Texts.text("wake.failed", target.getHostString(), failed.getMessage());
            }
        }
        for (Node helper : helpers(node)) {
            try {
                Commands.Call call = Commands.Call.of("wake " + Commands.quoted(node.mac()), Context.CONNECT);
                int exit = context.commands().run(helper, call, progress, line -> { }, line -> { }).exitCode();
                if (exit == 0) {
                    sent = true;
                    break;
                }
                reason = Texts.text("wake.helper", helper.name(), exit);
            } catch (ProblemException failed) {
                reason = failed.problem().line();
            }
        }
        return sent ? FanOut.done(node, 0, FanOut.since(begin)) : FanOut.failed(node, -1, FanOut.since(begin), reason);
    }
}
