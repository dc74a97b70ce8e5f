package org.bancada.cli.internal.verbs;

import java.io.IOException;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.virt.Guests;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Switches guests off by force. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=guest off")
public final class GuestOffVerb implements Verb {
    @Parameters(index = "0", paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Parameters(index = "1", paramLabel = "GUEST", descriptionKey = "guest")
    private String guest;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Guests guests = invocation.engines().get(Guests.class);
        return GuestDocuments.run(guests.off(invocation.selectToTry(selector), GuestDocuments.picks(guest)), options, true, invocation);
    }
}
