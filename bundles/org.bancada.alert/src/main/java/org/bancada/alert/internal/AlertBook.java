package org.bancada.alert.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.alert.Alerts;
import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rules and alerts in the database, and who wants to know of changes. */
@Component(service = {Alerts.class, AlertBook.class})
public final class AlertBook implements Alerts {
    private static final Messages TEXT = Messages.beside(AlertBook.class);
    private static final int MOST_RULES = 200;
    private static final int MOST_LISTED = 10_000;

    private final AlertTables tables;
    private final AuditLog audit;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Problem> broken = new ConcurrentSkipListMap<>();

    @Activate
    public AlertBook(@Reference Database database, @Reference AuditLog audit) throws ProblemException {
        this(database, audit, InstantSource.system());
    }

    AlertBook(Database database, AuditLog audit, InstantSource clock) throws ProblemException {
        this.audit = audit;
        this.clock = clock;
        tables = new AlertTables(database, clock.instant());
    }

    AlertTables tables() {
        return tables;
    }

    @Override
    public List<AlertRule> rules() throws ProblemException {
        return tables.rules();
    }

    private AlertRule rule(String name) throws ProblemException {
        return rules().stream().filter(rule -> rule.name().equals(name)).findFirst()
                .orElseThrow(() -> new ProblemException(new Problem(TEXT.text("rule.unknown"), name, TEXT.text("rule.unknown.cure"))));
    }

    @Override
    public Map<String, Problem> broken() {
        return Map.copyOf(broken);
    }

    /** Notes what is wrong with a rule, null when nothing is. */
    void broken(String rule, Problem problem) {
        Problem before = problem == null ? broken.remove(rule) : broken.put(rule, problem);
        if (before == null ? problem != null : !before.equals(problem)) {
            changed();
        }
    }

    @Override
    public String describe(AlertRule rule) {
        return SuggestedRules.contains(rule) ? TEXT.text("suggested." + rule.name()) : rule.query();
    }

    private Change change(String what, Change.Description description, Change.Step step) {
        return new Change(audit, this::changed, what, description, step);
    }

    @Override
    public Operation<Void> add(AlertRule rule) {
        return change("alerts rule add " + rule.name(), () -> {
            check(rule);
            return TEXT.text(rule.kind() == AlertRule.Kind.EVENTS ? "plan.add.events" : "plan.add.nodes", rule.name(), rule.query(), rule.atLeast(),
                    Durations.text(rule.window()), rule.groupBy().isEmpty() ? 0 : 1, rule.groupBy());
        }, () -> {
            check(rule);
            tables.save(rule);
        });
    }

    private void check(AlertRule rule) throws ProblemException {
        boolean events = rule.kind() == AlertRule.Kind.EVENTS;
        if (!AlertRule.isName(rule.name())) {
            throw problem("name.wrong", rule.name());
        }
        if (rule.atLeast() < 1 || rule.atLeast() > AlertRule.MOST_EVENTS) {
            throw problem("number.wrong", rule.name());
        }
        if (rule.window().compareTo(AlertRule.LONGEST) > 0 || rule.window().compareTo(events ? Duration.ofSeconds(1) : Duration.ZERO) < 0) {
            throw problem("window.wrong", rule.name());
        }
        try {
            Query.parse(rule.query());
        } catch (QueryException wrong) {
            throw new ProblemException(new Problem(TEXT.text("query.wrong", wrong.getMessage(), wrong.position() + 1), rule.query(), ""), wrong);
        }
        List<AlertRule> known = rules();
        if (known.stream().anyMatch(other -> other.name().equalsIgnoreCase(rule.name()))) {
            throw problem("name.taken", rule.name());
        }
        if (known.size() >= MOST_RULES) {
            throw problem("rules.many", rule.name());
        }
    }

    private static ProblemException problem(String key, String where) {
        return new ProblemException(new Problem(TEXT.text(key), where, TEXT.text(key + ".cure")));
    }

    @Override
    public Operation<Void> remove(String rule) {
        return change("alerts rule remove " + rule, () -> TEXT.text("plan.remove", rule(rule).name()), () -> tables.remove(rule, clock.instant()));
    }

    @Override
    public Operation<Void> enable(String rule, boolean on) {
        return change("alerts rule " + (on ? "enable " : "disable ") + rule,
                () -> rule(rule).enabled() == on ? "" : TEXT.text(on ? "plan.enable" : "plan.disable", rule), () -> tables.save(rule(rule).enabled(on)));
    }

    @Override
    public Operation<Void> muteRule(String rule, Duration time) {
        return change("alerts mute " + rule + " " + Durations.text(time), () -> {
            bounded(time, rule(rule).name());
            return time.isZero() ? TEXT.text("plan.unmute", rule) : TEXT.text("plan.mute", rule, Durations.text(time));
        }, () -> {
            bounded(time, rule);
            AlertRule known = rule(rule);
            tables.save(new AlertRule(known.name(), known.kind(), known.query(), known.atLeast(), known.window(), known.groupBy(), known.enabled(), until(time)));
        });
    }

    private static void bounded(Duration time, String where) throws ProblemException {
        if (time.isNegative() || time.compareTo(Duration.ofDays(366)) > 0) {
            throw problem("mute.wrong", where);
        }
    }

    private Instant until(Duration time) {
        return time.isZero() ? null : clock.instant().plus(time);
    }

    @Override
    public List<Alert> alerts(boolean all, int limit) throws ProblemException {
        return tables.alerts(all, Math.clamp(limit, 0, MOST_LISTED), clock.instant());
    }

    @Override
    public Optional<Alert> alert(long id) throws ProblemException {
        return tables.alert(id, clock.instant());
    }

    @Override
    public Operation<Void> acknowledge(List<Long> ids) {
        return change("alerts ack " + words(ids), () -> {
            StringBuilder open = new StringBuilder();
            for (long id : ids) {
                open.append(named(id).acknowledgedBy().isEmpty() ? line("plan.ack", named(id)) : "");
            }
            return open.toString();
        }, () -> tables.acknowledge(ids, Change.person()));
    }

    @Override
    public Operation<Void> mute(List<Long> ids, Duration time) {
        return change("alerts mute " + words(ids) + " " + Durations.text(time), () -> {
            StringBuilder all = new StringBuilder();
            for (long id : ids) {
                bounded(time, Long.toString(id));
                all.append(time.isZero() ? line("plan.alert.unmute", named(id)) : line("plan.alert.mute", named(id), Durations.text(time)));
            }
            return all.toString();
        }, () -> tables.mute(ids, until(time)));
    }

    private static String line(String key, Alert alert, Object... more) {
        Object[] arguments = new Object[2 + more.length];
        arguments[0] = Long.toString(alert.id());
        arguments[1] = alert.rule();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return TEXT.text(key, arguments) + "\n";
    }

    private Alert named(long id) throws ProblemException {
        return alert(id).orElseThrow(() -> problem("alert.unknown", Long.toString(id)));
    }

    private static String words(List<Long> ids) {
        return String.join(" ", ids.stream().map(String::valueOf).toList());
    }

    @Override
    public Progress.Registration onChange(Runnable listener) {
        Runnable own = listener::run;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Tells those who want to know. */
    void changed() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException broken) {
                System.getLogger(AlertBook.class.getName()).log(System.Logger.Level.ERROR, "a listener of the alerts failed", broken);
            }
        }
    }
}
