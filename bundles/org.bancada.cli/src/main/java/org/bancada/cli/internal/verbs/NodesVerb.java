package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;
import org.bancada.fleet.Fleet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists nodes. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=nodes")
public final class NodesVerb implements Verb {
    private static final List<String> COLUMNS = List.of("name", "place", "model", "state", "address", "lastReport");

    @Parameters(arity = "0..1", paramLabel = "SELECTOR", descriptionKey = "selector", defaultValue = "*")
    private String selector;

    @Option(names = "--columns", split = ",", paramLabel = "FIELD", descriptionKey = "columns")
    private List<String> columns;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Query query = invocation.query(selector);
        Fleet fleet = invocation.engines().get(Fleet.class);
        List<Node> nodes = fleet.select(query);
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(nodes.stream().map(NodesVerb::document).toList());
            return DONE;
        }
        if (nodes.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, fleet.nodes().isEmpty() ? "nodes.empty" : "nodes.none"));
            return DONE;
        }
        invocation.terminal().out().print(table(nodes, invocation));
        return DONE;
    }

    private Table table(List<Node> nodes, Invocation invocation) {
        List<String> fields = columns == null ? COLUMNS : columns;
        Table table = new Table(columns == null ? fields.stream().map(f -> Words.text(invocation, "column." + f)).toList() : fields);
        for (Node node : nodes) {
            List<String> cells = new ArrayList<>();
            for (String field : fields) {
                cells.add(Words.orDash(field.equals("lastReport") ? Words.time(node.lastReport()) : String.join(" ", node.values(field))));
            }
            table.row(cells.toArray());
        }
        return table;
    }

    /** A node as programs see it. */
    static Map<String, Object> document(Node node) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", node.uuid());
        document.put("name", node.name());
        document.put("place", node.place().toString());
        document.put("campus", node.place().campus());
        document.put("building", node.place().building());
        document.put("room", node.place().room());
        document.put("seat", node.place().seat());
        document.put("model", node.model());
        document.put("vendor", node.vendor());
        document.put("state", Words.word(node.state()));
        document.put("address", node.address());
        document.put("sshPort", node.sshPort());
        document.put("mac", node.mac());
        document.put("lastReport", node.lastReport());
        return document;
    }
}
