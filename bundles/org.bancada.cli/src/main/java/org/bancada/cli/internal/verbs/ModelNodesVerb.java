package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.profile.Finding;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.NodeModel;
import org.bancada.profile.Profile;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows which profile fits each node, what lint says, and which firmware settings drifted. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model nodes")
public final class ModelNodesVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "SELECTOR", descriptionKey = "selector", defaultValue = "*")
    private String selector;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Library library = invocation.engines().get(Models.class).library();
        Map<Node, NodeModel> models = new LinkedHashMap<>();
        invocation.select(selector).forEach(node -> models.put(node, NodeModel.of(node.facts(), library)));
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(models.entrySet().stream().map(e -> document(e.getKey(), e.getValue())).toList());
        } else {
            Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "column.model"), Words.text(invocation, "column.profile"),
                    Words.text(invocation, "column.lint"), Words.text(invocation, "column.drift"));
            models.forEach((node, model) -> table.row(node.name(), Words.orDash(node.model()), Words.orDash(model.profile().map(Profile::id).orElse("")),
                    lint(model, invocation), Words.orDash(drift(model))));
            invocation.terminal().out().print(table);
        }
        return models.values().stream().allMatch(NodeModel::isGood) ? DONE : FAILED;
    }

    private static String lint(NodeModel model, Invocation invocation) {
        if (model.profile().isEmpty()) {
            return model.problem().map(Problem::line).orElse(Words.text(invocation, "model.none"));
        }
        List<String> rules = model.findings().stream().filter(Finding::isError).map(Finding::rule).distinct().toList();
        return rules.isEmpty() ? Words.text(invocation, "model.good") : String.join(" ", rules);
    }

    private static String drift(NodeModel model) {
        return model.drifted().stream().map(d -> d.key() + "=" + d.actual() + " (" + d.wanted() + ")").collect(Collectors.joining(", "));
    }

    private static Map<String, Object> document(Node node, NodeModel model) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", node.uuid());
        document.put("name", node.name());
        document.put("model", node.model());
        document.put("profile", model.profile().map(Profile::id).orElse(null));
        document.put("good", model.isGood());
        document.put("problem", model.problem().map(Problem::line).orElse(null));
        document.put("findings", model.findings().stream().map(ModelFindings::document).toList());
        document.put("drifted", model.drifted().stream().map(d -> Map.of("key", d.key(), "actual", d.actual(), "wanted", d.wanted())).toList());
        return document;
    }
}
