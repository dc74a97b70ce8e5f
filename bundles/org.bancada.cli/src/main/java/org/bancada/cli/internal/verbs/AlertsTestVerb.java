package org.bancada.cli.internal.verbs;

import java.util.Locale;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Delivery;
import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sends a test message and says whether it was taken. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts test")
public final class AlertsTestVerb implements Verb {
    @Parameters(paramLabel = "mail|webhook", descriptionKey = "way")
    private String way;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException {
        Delivery.Way which = switch (way.toLowerCase(Locale.ROOT)) {
            case "mail" -> Delivery.Way.MAIL;
            case "webhook" -> Delivery.Way.WEBHOOK;
            default -> throw new UsageException(Words.text(invocation, "alert.test.which"));
        };
        invocation.engines().get(AlertDelivery.class).test(which, invocation.progress());
        invocation.terminal().out().println(Words.text(invocation, "alert.test.taken"));
        return DONE;
    }
}
