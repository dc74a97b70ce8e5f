package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.SavedSearch;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the newest events that match, the newest one last, as in a log file. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs search")
public final class LogsSearchVerb implements Verb {
    @Mixin
    private LogOptions which;

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit", defaultValue = "100")
    private int limit;

    @Option(names = "--count", descriptionKey = "count")
    private boolean count;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        LogQuery query = which.query(invocation);
        LogStore store = invocation.engines().get(LogStore.class);
        if (count) {
            invocation.terminal().out().println(store.count(query, invocation.progress()));
            return DONE;
        }
        List<SavedSearch.Column> columns = which.search(invocation).map(SavedSearch::shownColumns).orElse(LogOptions.COLUMNS);
        List<Event> newest = store.newest(query, limit, invocation.progress());
        for (Event event : newest.reversed()) {
            if (json.wanted()) {
                new Json(invocation.terminal().out()).print(LogOptions.document(event));
            } else {
                invocation.terminal().out().println(LogOptions.line(event, columns));
            }
        }
        for (Problem problem : store.problems()) {
            invocation.terminal().err().println(problem.line());
        }
        return DONE;
    }
}
