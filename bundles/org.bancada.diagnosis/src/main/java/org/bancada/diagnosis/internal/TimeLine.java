package org.bancada.diagnosis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.diagnosis.Diagnosis.Happening;
import org.bancada.fleet.Change;
import org.bancada.fleet.Fleet;
import org.bancada.log.Event;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutStep;
import org.bancada.rollout.Rollouts;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;

/** What happened on a node around a moment, from all who know of it. */
final class TimeLine {
    static final int CHANGES = 500;
    private static final Duration AROUND = Duration.ofMinutes(30);
    private static final Pattern ERROR = Pattern.compile("\\b(error|err|fail(ed|ure)?|fatal|panic|critical|emerg|alert|out of memory|segfault)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Fleet fleet;
    private final AuditLog audit;
    private final NodeLogs logs;
    private final Rollouts rollouts;

    TimeLine(Fleet fleet, AuditLog audit, NodeLogs logs, Rollouts rollouts) {
        this.fleet = fleet;
        this.audit = audit;
        this.logs = logs;
        this.rollouts = rollouts;
    }

    List<Happening> around(Node node, Instant moment, Progress progress) throws ProblemException {
        Instant from = moment.minus(AROUND);
        Instant to = moment.plus(AROUND);
        List<Happening> all = new ArrayList<>();
        for (Change change : fleet.history(node.uuid(), CHANGES)) {
            all.add(new Happening(change.when(), Happening.Kind.CHANGE, change.fact() + ": " + change.before() + " → " + change.after()));
        }
        for (AuditEntry action : NodeActions.newest(audit, List.of(node), progress).get(node.name())) {
            all.add(new Happening(action.when(), Happening.Kind.ACTION, action.who() + ": " + action.what() + " (" + action.result() + ")"));
        }
        all.removeIf(one -> one.when().isBefore(from) || one.when().isAfter(to));
        all.addAll(rollouts(node, from, to, progress));
        for (Event event : logs.newest("*", node, from, to, progress)) {
            if (ERROR.matcher(event.message()).find()) {
                all.add(new Happening(event.time(), Happening.Kind.LOG, event.message()));
            }
        }
        all.sort(Comparator.comparing(Happening::when));
        return List.copyOf(all);
    }

    private List<Happening> rollouts(Node node, Instant from, Instant to, Progress progress) {
        List<Happening> all = new ArrayList<>();
        for (Rollout rollout : rollouts.list()) {
            progress.check();
            boolean then = !rollout.started().isAfter(to) && (rollout.ended() == null || !rollout.ended().isBefore(from));
            if ((then || rollout.ended() == null) && rollout.nodes().stream().anyMatch(one -> one.uuid().equals(node.uuid()))) {
                rollouts.detail(rollout, node.uuid()).ifPresent(detail -> steps(rollout, detail, from, to, all));
            }
        }
        return all;
    }

    /** The states entered in that time; of a rollout that runs also the one in which the node is now. */
    private static void steps(Rollout rollout, NodeDetail detail, Instant from, Instant to, List<Happening> all) {
        NodeProgress now = detail.progress();
        boolean running = rollout.ended() == null && !now.state().isOver();
        for (int i = 0; i < detail.steps().size(); i++) {
            RolloutStep step = detail.steps().get(i);
            boolean last = i == detail.steps().size() - 1;
            if (last && running || !step.at().isBefore(from) && !step.at().isAfter(to)) {
                Optional<String> reason = last && !now.reason().isEmpty() ? Optional.of(now.reason()) : Optional.empty();
                String state = Texts.text("rollout." + step.state().name().toLowerCase(Locale.ROOT));
                String name = rollout.imageName();
                all.add(new Happening(step.at(), Happening.Kind.ROLLOUT, reason.map(why -> Texts.text("rollout.reason", rollout.id(), name, state, why))
                        .orElseGet(() -> Texts.text("rollout.state", rollout.id(), name, state))));
            }
        }
    }
}
