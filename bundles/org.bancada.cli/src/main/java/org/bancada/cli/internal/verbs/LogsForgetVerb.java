package org.bancada.cli.internal.verbs;

import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.log.SavedSearches;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a saved search away. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs forget")
public final class LogsForgetVerb extends SavedChangeVerb {
    @Parameters(paramLabel = "NAME", descriptionKey = "log.saved.name")
    private String search;

    @Override
    Operation<Void> operation(SavedSearches searches, Invocation invocation) {
        return searches.remove(search);
    }
}
