package org.bancada.cli.internal.verbs;

import java.time.Duration;

import org.bancada.alert.AlertRule;
import org.bancada.alert.Alerts;
import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds an alert rule. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts rule add")
public final class AlertRuleAddVerb extends AlertChangeVerb {
    @Parameters(paramLabel = "NAME", descriptionKey = "name")
    private String rule;

    @Option(names = "--events", paramLabel = "QUERY", descriptionKey = "events")
    private String events;

    @Option(names = "--at-least", paramLabel = "N", descriptionKey = "at-least", defaultValue = "1")
    private int atLeast;

    @Option(names = "--within", paramLabel = "DURATION", descriptionKey = "within", defaultValue = "5m")
    private Duration within;

    @Option(names = "--by", paramLabel = "FIELD", descriptionKey = "by", defaultValue = "")
    private String by;

    @Option(names = "--nodes", paramLabel = "SELECTOR", descriptionKey = "nodes")
    private String nodes;

    @Option(names = "--for", paramLabel = "DURATION", descriptionKey = "for", defaultValue = "10m")
    private Duration lasting;

    @Override
    Operation<Void> operation(Alerts alerts, Invocation invocation) throws UsageException {
        if ((events == null) == (nodes == null)) {
            throw new UsageException(Words.text(invocation, "alert.rule.which"));
        }
        String query = invocation.query(events != null ? events : nodes).text();
        return alerts.add(events != null ? AlertRule.events(rule, query, atLeast, within, by) : AlertRule.nodes(rule, query, lasting));
    }
}
