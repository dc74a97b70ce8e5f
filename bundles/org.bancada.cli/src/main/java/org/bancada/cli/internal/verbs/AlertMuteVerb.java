package org.bancada.cli.internal.verbs;

import java.time.Duration;
import java.util.List;

import org.bancada.alert.Alerts;
import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hides an alert, or what a rule finds, for a while. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts mute")
public final class AlertMuteVerb extends AlertChangeVerb {
    @Parameters(index = "0", paramLabel = "ID|RULE", descriptionKey = "what")
    private String what;

    @Parameters(index = "1", paramLabel = "DURATION", descriptionKey = "duration")
    private Duration duration;

    @Override
    Operation<Void> operation(Alerts alerts, Invocation invocation) {
        return what.matches("\\d{1,18}") ? alerts.mute(List.of(Long.parseLong(what)), duration) : alerts.muteRule(what, duration);
    }
}
