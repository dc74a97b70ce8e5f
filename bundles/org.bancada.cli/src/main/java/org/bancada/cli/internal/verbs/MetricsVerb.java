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
import org.bancada.metrics.Metric;
import org.bancada.metrics.Metrics;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what there are values of over time. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=metrics")
public final class MetricsVerb implements Verb {
    @Option(names = "--source", paramLabel = "SOURCE", descriptionKey = "metrics.source", defaultValue = "")
    private String source;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        List<Metric> metrics = invocation.engines().get(Metrics.class).metrics(source, invocation.progress());
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(metrics.stream().map(metric -> document(metric, invocation)).toList());
            return DONE;
        }
        if (metrics.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "metrics.none"));
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "metrics.unit"), Words.text(invocation, "metrics.what"));
        metrics.forEach(metric -> table.row(metric.name(), metric.unit().symbol(), metric.label(invocation.locale())));
        invocation.terminal().out().print(table);
        return DONE;
    }

    private static Map<String, Object> document(Metric metric, Invocation invocation) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", metric.name());
        document.put("unit", metric.unit().symbol());
        document.put("label", metric.label(invocation.locale()));
        return document;
    }
}
