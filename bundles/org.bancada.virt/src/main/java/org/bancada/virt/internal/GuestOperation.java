package org.bancada.virt.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestOutcome;
import org.bancada.virt.GuestOutcome.Kind;
import org.bancada.virt.GuestOutcome.Result;
import org.bancada.virt.GuestPick;
import org.bancada.virt.GuestState;
import org.bancada.virt.NodeGuests;

/** One action on guests of many nodes: the nodes are asked for their guests when it is planned, and exactly those are touched. */
final class GuestOperation implements Operation<GuestOutcome> {
    /** A running guest's memory may take this long to be written. */
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(500);

    private final Engine engine;
    private final GuestAction action;
    private final List<Node> nodes;
    private final List<GuestPick> picks;
    /** What the steps of the last plan mean. */
    private Map<Plan.Step, Target> targets = Map.of();
    /** What the last plan has left out, as results. */
    private List<Result> leftOut = List.of();

    private record Target(Node node, Guest guest) {
    }

    GuestOperation(Engine engine, GuestAction action, List<Node> nodes, List<GuestPick> picks) {
        this.engine = engine;
        this.action = action;
        this.nodes = nodes;
        this.picks = picks;
    }

    @Override
    public synchronized Plan plan() throws ProblemException {
        action.check();
        Map<Plan.Step, Target> steps = new LinkedHashMap<>();
        List<Plan.LeftOut> left = new ArrayList<>();
        List<Result> results = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        for (NodeGuests answer : engine.all(nodes, Progress.none(), node -> engine.guests(node, false, Progress.none()))) {
            List<Guest> picked = answer.guests().stream().filter(guest -> picks.stream().anyMatch(pick -> pick.matches(guest))).toList();
            Node node = answer.node();
            if (picked.isEmpty()) {
                String why = answer.problem() == null ? Texts.text("guest.unknown", names()) : answer.problem().what() + " " + answer.problem().cure();
                left.add(new Plan.LeftOut(node.name(), why.strip()));
                results.add(new Result(node.name(), node.uuid(), "", "", Kind.FAILED, why.strip()));
            }
            for (Guest guest : picked) {
                Optional<String> so = action.alreadySo(guest);
                Optional<String> why = so.or(() -> action.obstacle(guest));
                if (why.isPresent()) {
                    left.add(new Plan.LeftOut(node.name(), why.get()));
                    results.add(result(node, guest, so.isPresent() ? Kind.DONE : Kind.FAILED, why.get()));
                    continue;
                }
                steps.put(new Plan.Step(node.name(), Texts.text(action.kind().word() + ".step", guest.name(), action.snapshot(),
                        Texts.text("state." + guest.state()))), new Target(node, guest));
                if (action.loses()) {
                    losses.add(Texts.text(action.kind().word() + ".loss", guest.name(), action.snapshot(), node.name()));
                }
            }
        }
        targets = steps;
        leftOut = results;
        return new Plan(Texts.text(action.kind().word() + ".title", steps.size(), action.snapshot()), List.copyOf(steps.keySet()), left, losses);
    }

    private String names() {
        return String.join(", ", picks.stream().map(GuestPick::guest).distinct().toList());
    }

    @Override
    public GuestOutcome run(Plan plan, Progress progress) throws ProblemException {
        List<Target> chosen;
        List<Result> results;
        synchronized (this) {
            chosen = plan.steps().stream().filter(targets::containsKey).map(targets::get).toList();
            results = new ArrayList<>(leftOut);
        }
        if (chosen.isEmpty()) {
            return new GuestOutcome(results);
        }
        progress.begin(plan.title(), chosen.size());
        Map<Node, List<Guest>> byNode = new LinkedHashMap<>();
        chosen.forEach(target -> byNode.computeIfAbsent(target.node(), node -> new ArrayList<>()).add(target.guest()));
        long entry = engine.audit().begin(System.getProperty("user.name", ""), audited(chosen), byNode.keySet().stream().map(Node::name).toList(), "");
        List<Result> done = new ArrayList<>();
        try {
            engine.all(List.copyOf(byNode.keySet()), Progress.none(), node -> onNode(node, byNode.get(node), progress)).forEach(done::addAll);
        } finally {
            audit(entry, done, chosen.size());
        }
        progress.check();
        done.addAll(results);
        return new GuestOutcome(done);
    }

    private String audited(List<Target> chosen) {
        String guests = String.join(", ", chosen.stream().map(target -> target.guest().name()).distinct().toList());
        return Clean.line("guest " + action.words() + ": " + guests);
    }

    private void audit(long entry, List<Result> done, int all) {
        long good = done.stream().filter(result -> result.kind() == Kind.DONE).count();
        try {
            engine.audit().end(entry, good + " done, " + (all - good) + " not");
        } catch (ProblemException unwritten) {
            // The action itself is over: its result must reach the person all the same.
            System.getLogger(GuestOperation.class.getName()).log(System.Logger.Level.ERROR, "the audit log could not be written", unwritten);
        }
    }

    /** First all are asked, then all are waited for: shutting down takes a guest minutes. */
    private List<Result> onNode(Node node, List<Guest> guests, Progress progress) {
        Map<String, Result> results = new HashMap<>();
        try (Daemon daemon = engine.connect(node, progress)) {
            for (Guest guest : guests) {
                act(daemon, node, guest, progress).ifPresent(result -> results.put(guest.uuid(), result));
            }
            if (action.kind() == GuestAction.Kind.STOP) {
                await(daemon, node, guests, results, progress);
            }
        } catch (ProblemException failed) {
            guests.forEach(guest -> results.putIfAbsent(guest.uuid(), result(node, guest, Kind.FAILED, line(failed))));
        } catch (CancellationException stopped) {
            guests.forEach(guest -> results.putIfAbsent(guest.uuid(), result(node, guest, Kind.CANCELLED, Texts.text("cancelled"))));
        }
        return guests.stream().map(guest -> results.getOrDefault(guest.uuid(), result(node, guest, Kind.DONE, ""))).toList();
    }

    /** @return the result, empty when it has to be waited for */
    private Optional<Result> act(Daemon daemon, Node node, Guest guest, Progress progress) {
        progress.message(node.name() + ": " + guest.name());
        Result result;
        try {
            daemon.onGuest(guest.uuid(), LONG, action::on);
            if (action.kind() == GuestAction.Kind.STOP) {
                return Optional.empty();
            }
            result = result(node, guest, Kind.DONE, "");
        } catch (ProblemException failed) {
            boolean gone = Daemon.isGone(failed) && (action.kind() == GuestAction.Kind.OFF || action.kind() == GuestAction.Kind.STOP);
            result = gone ? result(node, guest, Kind.DONE, "") : result(node, guest, Kind.FAILED, line(failed));
        }
        progress.worked(1);
        return Optional.of(result);
    }

    private void await(Daemon daemon, Node node, List<Guest> guests, Map<String, Result> results, Progress progress) throws ProblemException {
        long end = System.nanoTime() + action.patience().toNanos();
        List<Guest> waiting = new ArrayList<>(guests.stream().filter(guest -> !results.containsKey(guest.uuid())).toList());
        while (true) {
            for (Guest guest : List.copyOf(waiting)) {
                if (isOff(daemon, guest)) {
                    waiting.remove(guest);
                    results.put(guest.uuid(), result(node, guest, Kind.DONE, ""));
                    progress.worked(1);
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                waiting.forEach(guest -> results.put(guest.uuid(),
                        result(node, guest, Kind.FAILED, Texts.text("stop.late", action.patience().toSeconds()))));
                return;
            }
            progress.check();
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private static boolean isOff(Daemon daemon, Guest guest) throws ProblemException {
        try {
            GuestState state = daemon.onGuest(guest.uuid(), Listing.BRIEF, domain -> Listing.state(domain.getInfo().state));
            return !state.isOpen();
        } catch (ProblemException failed) {
            if (Daemon.isGone(failed)) {
                return true;
            }
            throw failed;
        }
    }

    private static String line(ProblemException failed) {
        return (failed.problem().what() + " " + failed.problem().cure()).strip();
    }

    private static Result result(Node node, Guest guest, Kind kind, String reason) {
        return new Result(node.name(), node.uuid(), guest.name(), guest.uuid(), kind, reason);
    }
}
