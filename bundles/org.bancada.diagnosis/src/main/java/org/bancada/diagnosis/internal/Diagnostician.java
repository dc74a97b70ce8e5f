package org.bancada.diagnosis.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.core.query.QuerySyntax;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.Situation;
import org.bancada.fleet.Change;
import org.bancada.fleet.Fleet;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.profile.Models;
import org.bancada.profile.NodeModel;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Gathers what is known of a node and asks every cause. What one cannot answer is said, and keeps the others from nothing. */
@Component
public final class Diagnostician implements Diagnosis {
    private static final int CHANGES = 500;
    private static final int ACTIONS = 200;
    private static final int EVENTS = 5_000;
    private static final Duration LOGS = Duration.ofDays(1);
    private static final Duration AROUND = Duration.ofMinutes(30);
    private static final Pattern ERROR = Pattern.compile("\\b(error|err|fail(ed|ure)?|fatal|panic|critical|emerg|alert|out of memory|segfault)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Fleet fleet;
    private final AuditLog audit;
    private final LogStore logs;
    private final Models models;
    private final List<Cause> causes;
    private final InstantSource clock;

    @Activate
    public Diagnostician(@Reference Fleet fleet, @Reference AuditLog audit, @Reference LogStore logs, @Reference Models models,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<Cause> causes) {
        this(fleet, audit, logs, models, causes, InstantSource.system());
    }

    Diagnostician(Fleet fleet, AuditLog audit, LogStore logs, Models models, List<Cause> causes, InstantSource clock) {
        this.fleet = fleet;
        this.audit = audit;
        this.logs = logs;
        this.models = models;
        this.causes = causes.stream().sorted(Comparator.comparing(Cause::id)).toList();
        this.clock = clock;
    }

    @Override
    public Verdict examine(Node node, Progress progress) throws ProblemException {
        Instant now = clock.instant();
        Situation situation = new Situation(node, now, fleet.history(node.uuid(), CHANGES), actions(node), fleet.nodes(),
                NodeModel.of(node.facts(), models.library()), List.of());
        List<Finding> findings = new ArrayList<>();
        List<String> looked = new ArrayList<>();
        List<Problem> unseen = new ArrayList<>();
        for (Cause cause : causes) {
            progress.check();
            try {
                List<Event> events = cause.events().isEmpty() ? List.of() : events(node, cause.events(), now.minus(LOGS), null, progress);
                cause.find(new Situation(node, now, situation.changes(), situation.actions(), situation.peers(), situation.model(), events))
                        .ifPresent(findings::add);
                looked.add(cause.id());
            } catch (CancellationException stopped) {
                throw stopped;
            } catch (ProblemException failed) {
                unseen.add(failed.problem());
            } catch (RuntimeException broken) {
                System.getLogger(Diagnostician.class.getName()).log(System.Logger.Level.WARNING, "the cause " + cause.id() + " failed", broken);
                unseen.add(new Problem(Texts.text("cause.broken"), cause.id(), ""));
            }
        }
        findings.sort(Comparator.comparingInt(Finding::weight).reversed());
        return new Verdict(node, findings, looked, unseen);
    }

    /** Newest events of a node, oldest first. */
    private List<Event> events(Node node, String query, Instant from, Instant to, Progress progress) throws ProblemException {
        Query parsed = query("(" + query + ") and (" + NodeEvents.query(node) + ") and not _index: (audit or change)");
        return logs.newest(new LogQuery(parsed, from, to), EVENTS, progress).reversed();
    }

    private List<AuditEntry> actions(Node node) throws ProblemException {
        return audit.entries(query("node: " + QuerySyntax.quote(node.name())), ACTIONS);
    }

    private static Query query(String text) {
        try {
            return Query.parse(text);
        } catch (QueryException ours) {
            throw new IllegalStateException(text, ours);
        }
    }

    @Override
    public List<Happening> around(Node node, Instant moment, Progress progress) throws ProblemException {
        Instant from = moment.minus(AROUND);
        Instant to = moment.plus(AROUND);
        List<Happening> all = new ArrayList<>();
        for (Change change : fleet.history(node.uuid(), CHANGES)) {
            all.add(new Happening(change.when(), Happening.Kind.CHANGE, change.fact() + ": " + change.before() + " → " + change.after()));
        }
        for (AuditEntry action : actions(node)) {
            all.add(new Happening(action.when(), Happening.Kind.ACTION, action.who() + ": " + action.what() + " (" + action.result() + ")"));
        }
        all.removeIf(one -> one.when().isBefore(from) || one.when().isAfter(to));
        for (Event event : events(node, "*", from, to, progress)) {
            if (ERROR.matcher(event.message()).find()) {
                all.add(new Happening(event.time(), Happening.Kind.LOG, event.message()));
            }
        }
        all.sort(Comparator.comparing(Happening::when));
        return List.copyOf(all);
    }
}
