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
import org.bancada.practice.PracticeLab;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the nodes of the practice lab. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=practice status")
public final class PracticeStatusVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        print(invocation.engines().get(PracticeLab.class).status(), json.wanted(), invocation);
        return DONE;
    }

    static void print(List<PracticeNode> nodes, boolean json, Invocation invocation) throws IOException {
        if (json) {
            new Json(invocation.terminal().out()).print(nodes.stream().map(PracticeStatusVerb::document).toList());
        } else if (nodes.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "practice.none"));
        } else {
            Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "column.place"), Words.text(invocation, "column.address"),
                    Words.text(invocation, "column.state"), Words.text(invocation, "column.faults"));
            nodes.forEach(n -> table.row(n.name(), n.place(), n.address() + ":" + n.sshPort(),
                    Words.text(invocation, n.running() ? "practice.on" : "practice.off"), Words.orDash(String.join(" ", n.faults()))));
            invocation.terminal().out().print(table);
        }
    }

    private static Map<String, Object> document(PracticeNode node) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", node.uuid());
        document.put("name", node.name());
        document.put("place", node.place().toString());
        document.put("address", node.address());
        document.put("sshPort", node.sshPort());
        document.put("mac", node.mac());
        document.put("running", node.running());
        document.put("faults", node.faults());
        return document;
    }
}
