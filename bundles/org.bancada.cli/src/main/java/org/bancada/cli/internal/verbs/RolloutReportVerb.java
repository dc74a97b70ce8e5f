package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.Rollouts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what came of a rollout: on the terminal, as a page or for a spreadsheet. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout report")
public final class RolloutReportVerb implements Verb {
    @Parameters(paramLabel = "ID", descriptionKey = "id")
    private String id;

    @Option(names = "--html", paramLabel = "FILE", descriptionKey = "html")
    private String html;

    @Option(names = "--csv", paramLabel = "FILE", descriptionKey = "csv")
    private String csv;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Rollouts rollouts = invocation.engines().get(Rollouts.class);
        RolloutReport report = rollouts.report(RolloutDocuments.find(id, invocation));
        save(rollouts, report, RolloutReport.Format.HTML, html, invocation);
        save(rollouts, report, RolloutReport.Format.CSV, csv, invocation);
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(document(report));
        } else if (html == null && csv == null) {
            print(report, invocation);
        }
        return DONE;
    }

    private static void save(Rollouts rollouts, RolloutReport report, RolloutReport.Format format, String file, Invocation invocation)
            throws UsageException, IOException {
        if (file == null) {
            return;
        }
        if (file.equals("-")) {
            rollouts.write(report, format, invocation.terminal().out());
            return;
        }
        try (Writer out = Files.newBufferedWriter(invocation.file(file))) {
            rollouts.write(report, format, out);
        }
    }

    private static void print(RolloutReport report, Invocation invocation) {
        var out = invocation.terminal().out();
        out.println(Words.text(invocation, "rollout.line", report.rollout().id(), report.rollout().imageName(), Words.word(report.rollout().state()),
                RolloutFollower.counts(report.rollout())));
        out.println(Words.text(invocation, "report.download", seconds(report.download().toMillis(), invocation),
                report.bound().map(bound -> seconds(bound.toMillis(), invocation)).orElse("?")));
        Table buildings = new Table(Words.text(invocation, "report.building"), Words.text(invocation, "report.nodes"), Words.text(invocation, "report.confirmed"),
                Words.text(invocation, "column.bytes"), Words.text(invocation, "report.origin"), Words.text(invocation, "report.copies"));
        report.buildings().forEach(b -> buildings.row(Words.orDash(b.name()), b.nodes(), b.confirmed(), Sizes.text(b.bytes(), invocation.locale()),
                Sizes.text(b.originBytes(), invocation.locale()), String.format(invocation.locale(), "%.2f", b.copies())));
        out.print(buildings);
        Table nodes = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "column.state"), Words.text(invocation, "report.time"),
                Words.text(invocation, "report.look"));
        report.nodes().stream().filter(line -> !line.physical().isEmpty() || !line.node().reason().isEmpty())
                .forEach(line -> nodes.row(line.node().name(), line.node().state().word(),
                        line.download().map(time -> seconds(time.toMillis(), invocation)).orElse("-"),
                        line.physical().isEmpty() ? (line.node().reason() + " " + line.node().nextAction()).strip() : String.join(" ", line.physical())));
        out.print(nodes);
    }

    private static String seconds(long millis, Invocation invocation) {
        return String.format(invocation.locale(), "%.1f s", millis / 1000.0);
    }

    private static Map<String, Object> document(RolloutReport report) {
        Map<String, Object> document = RolloutDocuments.summary(report.rollout());
        document.put("downloadSeconds", report.download().toMillis() / 1000.0);
        document.put("boundSeconds", report.bound().map(bound -> bound.toMillis() / 1000.0).orElse(null));
        document.put("buildings", report.buildings().stream().map(building -> building(building, report.series())).toList());
        document.put("nodes", report.nodes().stream().map(RolloutReportVerb::node).toList());
        return document;
    }

    private static Map<String, Object> building(RolloutReport.Building building, RolloutSeries series) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("building", building.name());
        document.put("nodes", building.nodes());
        document.put("confirmed", building.confirmed());
        document.put("bytes", building.bytes());
        document.put("originBytes", building.originBytes());
        Map<String, Object> sources = new LinkedHashMap<>();
        for (RolloutSeries.Source source : RolloutSeries.Source.values()) {
            sources.put(Words.word(source), series.bytes(building.name()).getOrDefault(source, 0L));
        }
        document.put("bytesFrom", sources);
        document.put("copies", building.copies());
        return document;
    }

    private static Map<String, Object> node(RolloutReport.Line line) {
        Map<String, Object> document = RolloutDocuments.node(line.node());
        document.put("downloadSeconds", line.download().map(time -> time.toMillis() / 1000.0).orElse(null));
        document.put("wholeSeconds", line.whole().toMillis() / 1000.0);
        Map<String, Object> times = new LinkedHashMap<>();
        line.times().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(time -> times.put(time.getKey().word(), time.getValue().toMillis() / 1000.0));
        document.put("secondsByState", times);
        document.put("linkMbit", line.linkMbit() < 0 ? null : line.linkMbit());
        document.put("physical", line.physical());
        return document;
    }
}
