package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.log.Histogram;
import org.bancada.log.LogStore;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how many events there were over time. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs histogram")
public final class LogsHistogramVerb implements Verb {
    private static final int LONGEST = 50;

    @Mixin
    private LogOptions which;

    @Option(names = "--bars", paramLabel = "N", descriptionKey = "bars", defaultValue = "30")
    private int bars;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Histogram histogram = invocation.engines().get(LogStore.class).histogram(which.query(invocation), bars, ZoneId.systemDefault(),
                invocation.progress());
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("start", histogram.start());
            document.put("seconds", histogram.width().toMillis() / 1000.0);
            document.put("counts", histogram.counts());
            new Json(invocation.terminal().out()).print(document);
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "node.when") + " " + ZoneId.systemDefault(), Words.text(invocation, "log.count"), "");
        long most = histogram.counts().stream().mapToLong(Long::longValue).max().orElse(1);
        for (int i = 0; i < histogram.counts().size(); i++) {
            long count = histogram.counts().get(i);
            table.row(Words.time(histogram.start(i)), count, "#".repeat((int) Math.ceilDiv(count * LONGEST, Math.max(1, most))));
        }
        invocation.terminal().out().print(table);
        return DONE;
    }
}
