package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Quantity;
import org.bancada.log.KindSummary;
import org.bancada.log.LogStore;
import org.bancada.log.Retention;
import org.bancada.log.RetentionRules;
import org.bancada.store.AuditLog;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the kinds of events and what they take; with a bound, removes the oldest ones of a kind. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs retention")
public final class LogsRetentionVerb implements Verb {
    private static final long DAY = 24;

    @Parameters(arity = "0..1", paramLabel = "KIND", descriptionKey = "kind")
    private String kind;

    @Option(names = "--days", paramLabel = "N", descriptionKey = "days", defaultValue = "0")
    private int days;

    @Option(names = "--size", paramLabel = "SIZE", descriptionKey = "size")
    private String size;

    @Option(names = "--always", descriptionKey = "always")
    private boolean always;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        LogStore store = invocation.engines().get(LogStore.class);
        boolean bounded = days > 0 || size != null;
        if (days < 0 || bounded && kind == null) {
            throw new UsageException(Words.text(invocation, "log.retention.kind"));
        }
        return bounded ? remove(store, invocation) : show(store, invocation);
    }

    private int remove(LogStore store, Invocation invocation) throws UsageException, ProblemException, IOException {
        long bytes = size == null ? 0 : Quantity.parse(size).map(q -> q.number().longValue()).filter(b -> b > 0)
                .orElseThrow(() -> new UsageException(Words.text(invocation, "log.size.wrong", size)));
        List<Retention> rules = List.of(new Retention(kind, days == 0 ? null : Duration.ofHours(DAY * days), bytes));
        Operation<Long> operation = new Removal(store, rules, Instant.now(), invocation);
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        if (always) {
            Settings settings = invocation.engines().get(Settings.class);
            settings.put(RetentionRules.SETTING, RetentionRules.of(settings.get(RetentionRules.SETTING)).with(rules.getFirst()).text());
        }
        long removed = operation.run(plan.get(), invocation.progress());
        if (options.json()) {
            new Json(invocation.terminal().out()).print(Map.of("removed", removed));
        } else {
            invocation.terminal().out().println(Words.text(invocation, "log.retention.done", removed));
        }
        return DONE;
    }

    /** Removes what the rules do not keep, and writes it into the audit log. */
    private record Removal(LogStore store, List<Retention> rules, Instant now, Invocation invocation) implements Operation<Long> {
        @Override
        public Plan plan() throws ProblemException {
            long all = 0;
            for (KindSummary each : store.kinds(invocation.progress())) {
                all += each.events();
            }
            long old = store.retain(rules, now, false, invocation.progress());
            String what = Words.text(invocation, "log.retention.plan", old, all);
            return new Plan(rules.getFirst().kind(), old == 0 ? List.of() : List.of(new Plan.Step("", what)), List.of(), old == 0 ? List.of() : List.of(what));
        }

        @Override
        public Long run(Plan plan, Progress progress) throws ProblemException {
            AuditLog audit = invocation.engines().get(AuditLog.class);
            long id = audit.begin(System.getProperty("user.name"), "logs retention " + rules.getFirst().kind(), List.of(), "");
            long removed = store.retain(rules, now, true, progress);
            audit.end(id, removed + " events removed");
            return removed;
        }
    }

    private int show(LogStore store, Invocation invocation) throws ProblemException, IOException {
        List<KindSummary> kinds = store.kinds(invocation.progress());
        if (options.json()) {
            new Json(invocation.terminal().out()).print(kinds.stream().map(LogsRetentionVerb::document).toList());
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "log.kind"), Words.text(invocation, "log.count"), Words.text(invocation, "log.size"),
                Words.text(invocation, "log.oldest"));
        kinds.forEach(each -> table.row(each.kind(), each.events(), Sizes.text(each.bytes(), invocation.locale()), Words.time(each.oldest())));
        invocation.terminal().out().print(table);
        return DONE;
    }

    private static Map<String, Object> document(KindSummary kind) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", kind.kind());
        document.put("events", kind.events());
        document.put("bytes", kind.bytes());
        document.put("oldest", kind.oldest());
        return document;
    }
}
