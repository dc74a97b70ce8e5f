package org.bancada.metrics.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.metrics.Answer;
import org.bancada.metrics.By;
import org.bancada.metrics.Line;
import org.bancada.metrics.Metric;
import org.bancada.metrics.MetricSource;
import org.bancada.metrics.Metrics;
import org.bancada.metrics.Point;
import org.bancada.metrics.Question;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks the source that is wanted, and makes lines of nodes or places of what it says. */
@Component
public final class MetricAnswers implements Metrics {
    private static final Messages TEXT = Messages.beside(MetricAnswers.class);
    private static final String FORMULA = "=+-@\t\r";
    /** Lengths of a step that people read easily, in seconds. */
    private static final long[] STEPS = {10, 30, 60, 300, 600, 900, 1800, 3600, 2 * 3600, 6 * 3600, 12 * 3600, 86_400, 7 * 86_400};

    private final List<MetricSource> sources;
    private final Settings settings;

    @Activate
    public MetricAnswers(@Reference Settings settings, @Reference ReportReadings reports, @Reference PrometheusSource prometheus) {
        this(settings, List.of(reports, prometheus));
    }

    /** @param sources reports first */
    MetricAnswers(Settings settings, List<MetricSource> sources) {
        this.settings = settings;
        this.sources = List.copyOf(sources);
    }

    @Override
    public List<String> sources() throws ProblemException {
        String usual = settings.get(SOURCE, ReportReadings.NAME);
        List<String> names = new ArrayList<>();
        for (MetricSource source : sources) {
            if (source.ready()) {
                names.add(source.name().equals(usual) ? 0 : names.size(), source.name());
            }
        }
        return names;
    }

    private MetricSource source(String wanted) throws ProblemException {
        List<String> ready = sources();
        String name = wanted.isEmpty() ? ready.getFirst() : wanted;
        for (MetricSource source : sources) {
            if (source.name().equals(name) && ready.contains(name)) {
                return source;
            }
        }
        boolean known = sources.stream().anyMatch(source -> source.name().equals(name));
        throw new ProblemException(new Problem(TEXT.text("source.unknown", name), "",
                known ? TEXT.text("source.prometheus.cure") : TEXT.text("source.unknown.cure", String.join(", ", ready))));
    }

    @Override
    public List<Metric> metrics(String source, Progress progress) throws ProblemException {
        return source(source).metrics(progress);
    }

    @Override
    public Answer ask(Question question, String source, Progress progress) throws ProblemException {
        Duration step = step(question);
        Instant from = aligned(question.from(), step);
        Map<String, Line> own = source(source).lines(question.metric(), question.nodes(), from, question.to(), step, progress);
        progress.check();
        List<String> without = question.nodes().stream().filter(node -> !own.containsKey(node.uuid())).map(Node::name).toList();
        List<Line> lines = question.by() == By.NODE ? nodes(question, own, from, step) : places(question, own, from, step);
        return new Answer(question, lines, without);
    }

    private static List<Line> nodes(Question question, Map<String, Line> own, Instant from, Duration step) {
        return question.nodes().stream().map(node -> own.get(node.uuid())).filter(line -> line != null)
                .map(line -> line.points().size() > 2 * question.points() ? Combination.thinned(line, from, step) : line).toList();
    }

    private static List<Line> places(Question question, Map<String, Line> own, Instant from, Duration step) {
        Map<String, List<Line>> byPlace = new LinkedHashMap<>();
        Duration widest = step;
        for (Node node : question.nodes()) {
            Line line = own.get(node.uuid());
            if (line != null) {
                byPlace.computeIfAbsent(question.by().of(node), place -> new ArrayList<>()).add(line);
                // A step shorter than the time between reports would only repeat values.
                widest = line.spacing().compareTo(widest) > 0 ? line.spacing() : widest;
            }
        }
        Duration wide = Duration.ofSeconds(readable(widest.toSeconds()));
        Instant begin = aligned(from, wide);
        return byPlace.entrySet().stream().map(place -> Combination.place(place.getKey(), place.getValue(), question.metric(), begin, question.to(), wide))
                .toList();
    }

    private static Duration step(Question question) {
        long seconds = Duration.between(question.from(), question.to()).toSeconds();
        return Duration.ofSeconds(readable(Math.max(1, seconds / question.points())));
    }

    /** The next longer step that people read easily. */
    private static long readable(long seconds) {
        for (long step : STEPS) {
            if (step >= seconds) {
                return step;
            }
        }
        return Math.ceilDiv(seconds, 86_400) * 86_400;
    }

    private static Instant aligned(Instant moment, Duration step) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }

    @Override
    public void writeCsv(Answer answer, Appendable target) throws IOException {
        Metric metric = answer.question().metric();
        CSVPrinter csv = new CSVPrinter(target, CSVFormat.RFC4180);
        csv.printRecord("time", "name", "metric", "unit", "value", "min", "max");
        for (Line line : answer.lines()) {
            String name = !line.name().isEmpty() && FORMULA.indexOf(line.name().charAt(0)) >= 0 ? "'" + line.name() : line.name();
            for (Point point : line.points()) {
                csv.printRecord(point.at(), name, metric.name(), metric.unit().symbol(), number(point.value()), number(point.min()), number(point.max()));
            }
        }
        csv.flush();
    }

    /** With a point whatever the language, at most three decimals: programs read it. */
    private static String number(double value) {
        return java.math.BigDecimal.valueOf(value).setScale(3, java.math.RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
