package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows who did what, newest first. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=audit")
public final class AuditVerb implements Verb {
    private static final int MOST = 100_000;
    private static final int NODES_SHOWN = 3;

    @Parameters(arity = "0..1", paramLabel = "QUERY", descriptionKey = "query", defaultValue = "*")
    private String query;

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit", defaultValue = "50")
    private int limit;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Query parsed = invocation.query(query);
        List<AuditEntry> entries = invocation.engines().get(AuditLog.class).entries(parsed, Math.clamp(limit, 1, MOST));
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(entries.stream().map(AuditVerb::document).toList());
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "node.when"), Words.text(invocation, "audit.who"), Words.text(invocation, "audit.what"),
                Words.text(invocation, "audit.nodes"), Words.text(invocation, "outcome.result"));
        for (AuditEntry entry : entries) {
            List<String> nodes = entry.nodes();
            String shown = String.join(" ", nodes.subList(0, Math.min(NODES_SHOWN, nodes.size())))
                    + (nodes.size() > NODES_SHOWN ? " +" + (nodes.size() - NODES_SHOWN) : "");
            table.row(Words.time(entry.when()), entry.who(), entry.what(), Words.orDash(shown), Words.orDash(entry.result()));
        }
        if (!table.isEmpty()) {
            invocation.terminal().out().print(table);
        }
        return DONE;
    }

    private static Map<String, Object> document(AuditEntry entry) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", entry.id());
        document.put("when", entry.when());
        document.put("who", entry.who());
        document.put("what", entry.what());
        document.put("nodes", entry.nodes());
        document.put("why", entry.why());
        document.put("result", entry.result());
        return document;
    }
}
