package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.alert.Alerts;
import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what the alert rules found, newest first. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts")
public final class AlertsVerb implements Verb {
    private static final int CAUSES = 3;

    @Option(names = "--all", descriptionKey = "all")
    private boolean all;

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit", defaultValue = "100")
    private int limit;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Alerts alerts = invocation.engines().get(Alerts.class);
        List<Alert> found = alerts.alerts(all, limit);
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(found.stream().map(AlertsVerb::document).toList());
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "column.id"), Words.text(invocation, "alert.state"), Words.text(invocation, "alert.rule"),
                Words.text(invocation, "alert.where"), Words.text(invocation, "column.since"), Words.text(invocation, "alert.last"), Words.text(invocation, "alert.count"),
                Words.text(invocation, "alert.evidence"));
        for (Alert alert : found) {
            table.row(alert.id(), Words.text(invocation, "alert.state." + Words.word(alert.state())), alert.rule(), where(alert), Words.time(alert.opened()),
                    Words.time(alert.last()), alert.count(), alert.evidence());
        }
        if (!table.isEmpty()) {
            invocation.terminal().out().print(table);
        } else {
            boolean on = alerts.rules().stream().anyMatch(AlertRule::enabled);
            invocation.terminal().err().println(Words.text(invocation, on ? "alert.none" : "alert.none.off"));
        }
        for (Map.Entry<String, Problem> broken : alerts.broken().entrySet()) {
            invocation.terminal().err().println(Words.text(invocation, "alert.broken", broken.getKey(), broken.getValue().line()));
        }
        return DONE;
    }

    private static String where(Alert alert) {
        List<String> causes = alert.causes().stream().filter(cause -> !cause.isEmpty()).limit(CAUSES).toList();
        String some = String.join(" ", causes) + (alert.causeCount() > CAUSES ? " +" + (alert.causeCount() - CAUSES) : "");
        return Words.orDash(alert.room().isEmpty() ? some : some.isEmpty() ? alert.room() : alert.room() + ": " + some);
    }

    /** An alert as {@code --json} prints it. */
    private static Map<String, Object> document(Alert alert) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", alert.id());
        document.put("state", Words.word(alert.state()));
        document.put("rule", alert.rule());
        document.put("kind", Words.word(alert.kind()));
        document.put("query", alert.query());
        document.put("groupBy", alert.groupBy());
        document.put("room", alert.room());
        document.put("causes", alert.causes());
        document.put("causeCount", alert.causeCount());
        document.put("opened", alert.opened());
        document.put("last", alert.last());
        document.put("ended", alert.ended());
        document.put("count", alert.count());
        document.put("evidence", alert.evidence());
        document.put("mutedUntil", alert.mutedUntil());
        document.put("acknowledgedBy", alert.acknowledgedBy());
        return document;
    }
}
