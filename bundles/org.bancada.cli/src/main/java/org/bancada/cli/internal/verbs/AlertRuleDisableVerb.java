package org.bancada.cli.internal.verbs;

import org.bancada.alert.Alerts;
import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Switches an alert rule off. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts rule disable")
public final class AlertRuleDisableVerb extends AlertChangeVerb {
    @Parameters(paramLabel = "NAME", descriptionKey = "alert.rule.name")
    private String rule;

    @Override
    Operation<Void> operation(Alerts alerts, Invocation invocation) {
        return alerts.enable(rule, false);
    }
}
