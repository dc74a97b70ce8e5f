package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

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

/** Lists the alert rules, and what is wrong with those that cannot be watched. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts rules")
public final class AlertsRulesVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Alerts alerts = invocation.engines().get(Alerts.class);
        Map<String, Problem> broken = alerts.broken();
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(alerts.rules().stream().map(rule -> document(rule, broken.get(rule.name()))).toList());
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "alert.rule"), Words.text(invocation, "alert.state"), Words.text(invocation, "alert.condition"),
                Words.text(invocation, "alert.query"));
        for (AlertRule rule : alerts.rules()) {
            String state = broken.containsKey(rule.name()) ? "alert.rule.broken" : !rule.enabled() ? "alert.rule.off" : rule.mutedUntil() != null ? "alert.rule.muted" : "alert.rule.on";
            table.row(rule.name(), Words.text(invocation, state, Words.time(rule.mutedUntil())), condition(rule, invocation), rule.query());
        }
        if (!table.isEmpty()) {
            invocation.terminal().out().print(table);
        }
        broken.forEach((rule, problem) -> invocation.terminal().err().println(Words.text(invocation, "alert.broken", rule, problem.line())));
        return DONE;
    }

    private static String condition(AlertRule rule, Invocation invocation) {
        String window = Words.duration(rule.window());
        return rule.kind() == AlertRule.Kind.NODES ? Words.text(invocation, "alert.condition.nodes", window)
                : Words.text(invocation, rule.groupBy().isEmpty() ? "alert.condition.events" : "alert.condition.by", rule.atLeast(), window, rule.groupBy());
    }

    private static Map<String, Object> document(AlertRule rule, Problem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", rule.name());
        document.put("kind", Words.word(rule.kind()));
        document.put("query", rule.query());
        document.put("atLeast", rule.atLeast());
        document.put("windowSeconds", rule.window().toSeconds());
        document.put("groupBy", rule.groupBy());
        document.put("enabled", rule.enabled());
        document.put("mutedUntil", rule.mutedUntil());
        document.put("problem", problem == null ? null : problem.line());
        return document;
    }
}
