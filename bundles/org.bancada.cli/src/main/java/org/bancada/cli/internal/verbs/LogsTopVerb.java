package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.log.LogStore;
import org.bancada.log.TopValues;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the most frequent values of a field. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs top")
public final class LogsTopVerb implements Verb {
    @Mixin
    private LogOptions which;


    @Option(names = "--field", required = true, paramLabel = "FIELD", descriptionKey = "field")
    private String field;

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit", defaultValue = "10")
    private int limit;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        TopValues top = invocation.engines().get(LogStore.class).top(which.query(invocation), field, limit, invocation.progress());
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("field", field);
            document.put("events", top.events());
            document.put("with", top.with());
            document.put("values", top.values().stream().map(value -> Map.of("value", value.value(), "count", value.count())).toList());
            new Json(invocation.terminal().out()).print(document);
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "log.count"), "%", field);
        for (TopValues.Value value : top.values()) {
            table.row(value.count(), "%.1f".formatted(value.count() * 100.0 / top.events()), value.value());
        }
        invocation.terminal().out().print(table);
        return DONE;
    }
}
