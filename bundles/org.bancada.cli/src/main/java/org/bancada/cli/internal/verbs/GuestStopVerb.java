package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.time.Duration;

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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks guests to shut down and waits until they have. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=guest stop")
public final class GuestStopVerb implements Verb {
    @Parameters(index = "0", paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Parameters(index = "1", paramLabel = "GUEST", descriptionKey = "guest")
    private String guest;

    @Option(names = "--wait", paramLabel = "TIME", descriptionKey = "patience", defaultValue = "90s")
    private Duration patience;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Guests guests = invocation.engines().get(Guests.class);
        return GuestDocuments.run(guests.stop(invocation.selectToTry(selector), GuestDocuments.picks(guest), patience), options, true, invocation);
    }
}
