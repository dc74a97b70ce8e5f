package org.bancada.diagnosis.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.Situation;
import org.bancada.fleet.Fleet;
import org.bancada.log.Event;
import org.bancada.log.LogStore;
import org.bancada.profile.Models;
import org.bancada.profile.NodeModel;
import org.bancada.rollout.Rollouts;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Gathers what is known of a node and asks every cause. What one cannot answer is said, and keeps the others from nothing. */
@Component
public final class Diagnostician implements Diagnosis {
    private static final Duration LOGS = Duration.ofDays(1);

    private final Fleet fleet;
    private final AuditLog audit;
    private final NodeLogs logs;
    private final TimeLine line;
    private final Models models;
    private final List<Cause> causes;
    private final InstantSource clock;

    @Activate
    public Diagnostician(@Reference Fleet fleet, @Reference AuditLog audit, @Reference LogStore logs, @Reference Models models, @Reference Rollouts rollouts,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<Cause> causes) {
        this(fleet, audit, logs, models, rollouts, causes, InstantSource.system());
    }

    Diagnostician(Fleet fleet, AuditLog audit, LogStore logs, Models models, Rollouts rollouts, List<Cause> causes, InstantSource clock) {
        this.fleet = fleet;
        this.audit = audit;
        this.logs = new NodeLogs(logs);
        this.models = models;
        this.causes = causes.stream().sorted(Comparator.comparing(Cause::id)).toList();
        this.clock = clock;
        line = new TimeLine(fleet, audit, this.logs, rollouts);
    }

    @Override
    public List<Verdict> examine(List<Node> nodes, Progress progress) throws ProblemException {
        Instant now = clock.instant();
        List<Node> peers = fleet.nodes();
        Map<String, List<AuditEntry>> actions = NodeActions.newest(audit, nodes, progress);
        List<Situation> situations = new ArrayList<>();
        for (Node node : nodes) {
            progress.check();
            situations.add(new Situation(node, now, fleet.history(node.uuid(), TimeLine.CHANGES), actions.get(node.name()), peers,
                    NodeModel.of(node.facts(), models.library()), List.of()));
        }
        List<Verdict> verdicts = new ArrayList<>(nodes.stream().map(node -> new Verdict(node, List.of(), List.of(), List.of())).toList());
        for (Cause cause : causes) {
            Map<String, List<Event>> events = Map.of();
            Problem unanswered = null;
            try {
                events = cause.events().isEmpty() ? events : logs.newest(cause.events(), nodes, now.minus(LOGS), progress);
            } catch (ProblemException failed) {
                unanswered = failed.problem();
            } catch (CancellationException stopped) {
                throw stopped;
            } catch (RuntimeException broken) {
                unanswered = broken(cause, broken);
            }
            for (int i = 0; i < verdicts.size(); i++) {
                progress.check();
                Situation situation = situations.get(i);
                verdicts.set(i, unanswered != null ? unseen(verdicts.get(i), unanswered)
                        : judged(verdicts.get(i), cause, situation.with(events.getOrDefault(situation.node().uuid(), List.of()))));
            }
        }
        return verdicts;
    }

    /** The verdict with what one cause more says. */
    private static Verdict judged(Verdict before, Cause cause, Situation situation) {
        try {
            Optional<Finding> found = cause.find(situation);
            List<Finding> findings = new ArrayList<>(before.findings());
            found.ifPresent(findings::add);
            findings.sort(Comparator.comparingInt(Finding::weight).reversed());
            List<String> looked = new ArrayList<>(before.looked());
            looked.add(cause.id());
            return new Verdict(before.node(), findings, looked, before.unseen());
        } catch (RuntimeException broken) {
            return unseen(before, broken(cause, broken));
        }
    }

    private static Verdict unseen(Verdict before, Problem problem) {
        List<Problem> unseen = new ArrayList<>(before.unseen());
        unseen.add(problem);
        return new Verdict(before.node(), before.findings(), before.looked(), unseen);
    }

    private static Problem broken(Cause cause, RuntimeException why) {
        System.getLogger(Diagnostician.class.getName()).log(System.Logger.Level.WARNING, "the cause " + cause.id() + " failed", why);
        return new Problem(Texts.text("cause.broken"), cause.id(), "");
    }

    @Override
    public List<Happening> around(Node node, Instant moment, Progress progress) throws ProblemException {
        return line.around(node, moment, progress);
    }
}
