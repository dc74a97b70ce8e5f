package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.remote.Deferred;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the actions that wait for nodes which are off. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=deferred list")
public final class DeferredListVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        List<Deferred.Waiting> waiting = invocation.engines().get(Remote.class).deferred().waiting();
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(waiting.stream().map(DeferredListVerb::document).toList());
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "column.id"), Words.text(invocation, "column.name"), Words.text(invocation, "column.since"),
                Words.text(invocation, "column.expiry"), Words.text(invocation, "column.action"));
        waiting.forEach(w -> table.row(w.id(), w.node(), Words.time(w.since()), Words.time(w.expiry()), w.action()));
        if (table.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "deferred.none"));
        } else {
            invocation.terminal().out().print(table);
        }
        return DONE;
    }

    private static Map<String, Object> document(Deferred.Waiting waiting) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", waiting.id());
        document.put("uuid", waiting.uuid());
        document.put("node", waiting.node());
        document.put("action", waiting.action());
        document.put("since", waiting.since());
        document.put("expiry", waiting.expiry());
        return document;
    }
}
