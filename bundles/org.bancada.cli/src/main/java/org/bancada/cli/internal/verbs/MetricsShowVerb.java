package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
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
import org.bancada.metrics.Answer;
import org.bancada.metrics.By;
import org.bancada.metrics.Line;
import org.bancada.metrics.Metric;
import org.bancada.metrics.Metrics;
import org.bancada.metrics.Point;
import org.bancada.metrics.Question;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a metric of nodes or places over time: one line each with a small picture, or all values for a spreadsheet or a program. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=metrics show")
public final class MetricsShowVerb implements Verb {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int PICTURE = 40;
    private static final int MOST_NAMED = 10;

    @Parameters(index = "0", paramLabel = "METRIC", descriptionKey = "metric")
    private String metric;

    @Parameters(index = "1", paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Option(names = "--since", paramLabel = "TIME", descriptionKey = "log.since", defaultValue = "24h")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", descriptionKey = "log.until")
    private String until;

    @Option(names = "--by", paramLabel = "node|room|building", descriptionKey = "by", defaultValue = "node")
    private String by;

    @Option(names = "--points", paramLabel = "N", descriptionKey = "points", defaultValue = "500")
    private int points;

    @Option(names = "--source", paramLabel = "SOURCE", descriptionKey = "metrics.source", defaultValue = "")
    private String source;

    @Option(names = "--csv", descriptionKey = "csv")
    private boolean csv;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Metric wanted = Metric.named(metric).orElseThrow(() -> new UsageException(Words.text(invocation, "metrics.unknown", metric)));
        Instant from = LogOptions.time(invocation, since, false);
        Instant to = until == null ? Instant.now() : LogOptions.time(invocation, until, true);
        if (!from.isBefore(to)) {
            throw new UsageException(Words.text(invocation, "metrics.time.order"));
        }
        By group = group(invocation);
        List<Node> nodes = invocation.select(selector);
        Metrics metrics = invocation.engines().get(Metrics.class);
        Answer answer = metrics.ask(new Question(wanted, nodes, from, to, group, points), source, invocation.progress());
        if (csv) {
            metrics.writeCsv(answer, invocation.terminal().out());
        } else if (json.wanted()) {
            new Json(invocation.terminal().out()).print(document(answer));
        } else if (!answer.lines().isEmpty()) {
            print(answer, invocation);
        }
        if (!answer.without().isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "metrics.without", answer.without().size(), names(answer.without())));
        }
        return answer.lines().isEmpty() ? FAILED : DONE;
    }

    private By group(Invocation invocation) throws UsageException {
        for (By each : By.values()) {
            if (Words.word(each).equals(by)) {
                return each;
            }
        }
        throw new UsageException(Words.text(invocation, "metrics.by.wrong", by));
    }

    private static String names(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + (names.size() > MOST_NAMED ? ", …" : "");
    }

    private static void print(Answer answer, Invocation invocation) {
        Question question = answer.question();
        var out = invocation.terminal().out();
        out.println(Words.text(invocation, "metrics.heading", question.metric().label(invocation.locale()), Words.time(question.from()),
                Words.time(question.to()), ZoneId.systemDefault()));
        Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "metrics.last"), Words.text(invocation, "metrics.min"),
                Words.text(invocation, "metrics.mean"), Words.text(invocation, "metrics.max"), "");
        for (Line line : answer.lines()) {
            double min = line.points().stream().mapToDouble(Point::min).min().orElse(0);
            double max = line.points().stream().mapToDouble(Point::max).max().orElse(0);
            double mean = line.points().stream().mapToDouble(Point::value).average().orElse(0);
            List<String> cells = new ArrayList<>(List.of(Words.orDash(line.name())));
            for (double value : new double[] {line.points().getLast().value(), min, mean, max}) {
                cells.add(question.metric().unit().text(value, invocation.locale()));
            }
            cells.add(picture(line, question));
            table.row(cells.toArray());
        }
        out.print(table);
    }

    /** One bar a slot, from nothing to the highest value of the line; a blank where there is none. */
    private static String picture(Line line, Question question) {
        double begin = question.from().toEpochMilli();
        double width = (question.to().toEpochMilli() - begin) / PICTURE;
        double[] highest = new double[PICTURE];
        java.util.Arrays.fill(highest, Double.NaN);
        double most = 0;
        for (Point point : line.points()) {
            int slot = Math.clamp((long) ((point.at().toEpochMilli() - begin) / width), 0, PICTURE - 1);
            highest[slot] = Double.isNaN(highest[slot]) ? point.value() : Math.max(highest[slot], point.value());
            most = Math.max(most, point.value());
        }
        StringBuilder picture = new StringBuilder();
        for (double value : highest) {
            picture.append(Double.isNaN(value) ? ' ' : BARS.charAt(most <= 0 ? 0 : Math.clamp((long) (value / most * (BARS.length() - 1)), 0, BARS.length() - 1)));
        }
        return picture.toString();
    }

    private static Map<String, Object> document(Answer answer) {
        Question question = answer.question();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("metric", question.metric().name());
        document.put("unit", question.metric().unit().symbol());
        document.put("from", question.from());
        document.put("to", question.to());
        document.put("lines", answer.lines().stream().map(MetricsShowVerb::document).toList());
        document.put("without", answer.without());
        return document;
    }

    private static Map<String, Object> document(Line line) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", line.name());
        document.put("nodes", line.nodes());
        document.put("spacingSeconds", line.spacing().toSeconds());
        document.put("points", line.points().stream().map(point -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("time", point.at());
            one.put("value", point.value());
            one.put("min", point.min());
            one.put("max", point.max());
            return one;
        }).toList());
        return document;
    }
}
