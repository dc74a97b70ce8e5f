package org.bancada.cli.internal.verbs;

import java.util.List;

import org.bancada.alert.Alerts;
import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes down that somebody has seen alerts. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts ack")
public final class AlertAckVerb extends AlertChangeVerb {
    @Parameters(arity = "1..*", paramLabel = "ID", descriptionKey = "alert.id")
    private List<Long> ids;

    @Override
    Operation<Void> operation(Alerts alerts, Invocation invocation) {
        return alerts.acknowledge(ids);
    }
}
