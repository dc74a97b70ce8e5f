package org.bancada.cli.internal.verbs;

import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.log.SavedSearches;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a saved search another name. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs rename")
public final class LogsRenameVerb extends SavedChangeVerb {
    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "log.saved.name")
    private String search;

    @Parameters(index = "1", paramLabel = "OTHER", descriptionKey = "other")
    private String other;

    @Override
    Operation<Void> operation(SavedSearches searches, Invocation invocation) {
        return searches.rename(search, other);
    }
}
