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
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Change;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Report;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows all that is known of one node. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=node")
public final class NodeVerb implements Verb {
    @Parameters(paramLabel = "NAME", descriptionKey = "name")
    private String name;

    @Option(names = "--changes", paramLabel = "N", descriptionKey = "changes", defaultValue = "10")
    private int changes;

    @Option(names = "--report", descriptionKey = "report")
    private boolean report;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Node node = invocation.node(name);
        Fleet fleet = invocation.engines().get(Fleet.class);
        if (report) {
            Report last = fleet.lastReport(node.uuid())
                    .orElseThrow(() -> new ProblemException(new Problem(Words.text(invocation, "node.no.report"), node.name(), "")));
            invocation.terminal().out().print(last.body());
            return DONE;
        }
        List<Change> history = fleet.history(node.uuid(), Math.clamp(changes, 0, 10_000));
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(document(node, history));
        } else {
            invocation.terminal().out().print(text(node, history, invocation));
        }
        return DONE;
    }

    private static Map<String, Object> document(Node node, List<Change> history) {
        Map<String, Object> document = NodesVerb.document(node);
        document.put("facts", node.facts().asMap());
        List<Object> list = new ArrayList<>();
        for (Change change : history) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("when", change.when());
            entry.put("fact", change.fact());
            entry.put("before", change.before());
            entry.put("after", change.after());
            list.add(entry);
        }
        document.put("changes", list);
        return document;
    }

    private static String text(Node node, List<Change> history, Invocation invocation) {
        Table head = new Table(node.name(), Words.word(node.state()));
        head.row("UUID", node.uuid());
        head.row(Words.text(invocation, "column.place"), Words.orDash(node.place().toString()));
        head.row(Words.text(invocation, "column.model"), Words.orDash((node.vendor() + " " + node.model()).strip()));
        head.row(Words.text(invocation, "column.address"), Words.orDash(node.address()) + " (SSH " + node.sshPort() + ")");
        head.row("MAC", Words.orDash(node.mac()));
        head.row(Words.text(invocation, "column.lastReport"), Words.time(node.lastReport()));
        StringBuilder text = new StringBuilder(head.toString());
        Table facts = new Table(Words.text(invocation, "node.fact"), Words.text(invocation, "node.value"));
        node.facts().asMap().forEach(facts::row);
        if (!facts.isEmpty()) {
            text.append('\n').append(facts);
        }
        Table changed = new Table(Words.text(invocation, "node.when"), Words.text(invocation, "node.fact"), Words.text(invocation, "node.before"),
                Words.text(invocation, "node.after"));
        history.forEach(c -> changed.row(Words.time(c.when()), c.fact(), Words.orDash(c.before()), Words.orDash(c.after())));
        if (!changed.isEmpty()) {
            text.append('\n').append(changed);
        }
        return text.toString();
    }
}
