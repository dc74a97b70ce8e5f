package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.log.Event;
import org.bancada.log.LogStore;
import org.bancada.log.Surroundings;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what happened on the node of an event before and after it; the event itself is marked. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs around")
public final class LogsAroundVerb implements Verb {
    @Parameters(index = "0", paramLabel = "KIND", descriptionKey = "kind")
    private String kind;

    @Parameters(index = "1", paramLabel = "ID", descriptionKey = "id")
    private String id;

    @Option(names = "--filter", paramLabel = "QUERY", descriptionKey = "log.query", defaultValue = "*")
    private String filter;

    @Option(names = "--before", paramLabel = "N", descriptionKey = "before", defaultValue = "10")
    private int before;

    @Option(names = "--after", paramLabel = "N", descriptionKey = "after", defaultValue = "10")
    private int after;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        LogStore store = invocation.engines().get(LogStore.class);
        Event anchor = store.event(kind, id).orElseThrow(() -> new ProblemException(new Problem(Words.text(invocation, "log.unknown"), kind + " " + id,
                Words.text(invocation, "log.unknown.cure"))));
        Surroundings around = store.around(anchor, invocation.query(filter), before, after, invocation.progress());
        List<Event> all = new ArrayList<>(around.before());
        all.add(anchor);
        all.addAll(around.after());
        for (Event event : all) {
            if (json.wanted()) {
                Map<String, Object> document = LogOptions.document(event);
                document.put("anchor", event == anchor);
                new Json(invocation.terminal().out()).print(document);
            } else {
                invocation.terminal().out().println((event == anchor ? "> " : "  ") + LogOptions.line(event));
            }
        }
        return DONE;
    }
}
