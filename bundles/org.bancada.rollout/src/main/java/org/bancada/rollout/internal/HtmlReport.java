package org.bancada.rollout.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.bancada.core.ByteSize;
import org.bancada.core.Language;
import org.bancada.core.Messages;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSeries.Source;

/** A report as one page that needs nothing else: no script, no picture, no font from elsewhere. */
final class HtmlReport {
    private static final Messages TEXT = Messages.beside(HtmlReport.class);
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#1b1f24;background:#fff}
            table{border-collapse:collapse;margin:.6em 0 1.6em}th,td{padding:.25em .8em;border-bottom:1px solid #d5dae0;text-align:left;vertical-align:top}
            td.n{text-align:right;font-variant-numeric:tabular-nums}h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.8em}
            .chart{width:100%;height:auto}.chart text{font-size:13px;fill:currentColor}
            .bad{color:#b3261e}.note{color:#57606a}
            @media(prefers-color-scheme:dark){body{color:#e6e9ed;background:#16191d}th,td{border-color:#3a4149}.bad{color:#ff8a80}.note{color:#9aa4af}}
            """;

    private final RolloutReport report;
    private final Rollout rollout;

    HtmlReport(RolloutReport report) {
        this.report = report;
        rollout = report.rollout();
    }

    void write(Appendable out) throws IOException {
        String title = TEXT.text("report.title", rollout.id(), rollout.imageName());
        out.append("<!DOCTYPE html>\n<html lang=\"").append(Language.current().toLanguageTag()).append("\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title)).append("</title><style>").append(STYLE).append("</style></head><body>\n<h1>").append(escaped(title)).append("</h1>\n");
        summary(out);
        chart(out);
        buildings(out);
        failures(out);
        physical(out);
        nodes(out);
        out.append("</body></html>\n");
    }

    private void summary(Appendable out) throws IOException {
        long confirmed = rollout.nodes().stream().filter(node -> node.state() == NodeRolloutState.CONFIRMED).count();
        paragraph(out, TEXT.text("report.confirmed", confirmed, rollout.nodes().size()));
        paragraph(out, TEXT.text("report.times", time(rollout.started()), rollout.ended() == null ? TEXT.text("report.running") : time(rollout.ended())));
        if (report.download().isZero()) {
            return;
        }
        if (report.bound().isEmpty()) {
            paragraph(out, TEXT.text("report.download", seconds(report.download())));
        } else {
            double ratio = (double) report.download().toMillis() / Math.max(1, report.bound().get().toMillis());
            paragraph(out, TEXT.text("report.download.bound", seconds(report.download()), seconds(report.bound().get()), ratio));
        }
    }

    private void chart(Appendable out) throws IOException {
        if (!report.series().points().isEmpty()) {
            out.append("<h2>").append(escaped(TEXT.text("chart.title"))).append("</h2>\n");
            new SpeedChart(report).write(out);
        }
    }

    private void buildings(Appendable out) throws IOException {
        head(out, "report.buildings", "report.building", "report.nodes", "report.state.confirmed", "report.bytes", "report.room",
                "report.same", "report.other", "report.origin", "report.copies");
        for (RolloutReport.Building building : report.buildings()) {
            Map<Source, Long> bytes = report.series().bytes(building.name());
            row(out, cell(building.name().isEmpty() ? TEXT.text("report.nowhere") : building.name()), number(building.nodes()), number(building.confirmed()),
                    number(ByteSize.text(building.bytes())), size(bytes, Source.ROOM), size(bytes, Source.BUILDING), size(bytes, Source.OTHER_BUILDINGS),
                    size(bytes, Source.ORIGIN),
                    number(String.format(Language.current(), "%.2f", building.copies())));
        }
        out.append("</table>\n");
    }

    private void failures(Appendable out) throws IOException {
        List<NodeProgress> failed = rollout.nodes().stream()
                .filter(node -> node.state() == NodeRolloutState.FAILED || node.state() == NodeRolloutState.SKIPPED).toList();
        if (failed.isEmpty()) {
            return;
        }
        head(out, "report.failures", "report.node", "report.place", "report.state", "report.reason", "report.next");
        for (NodeProgress node : failed) {
            row(out, cell(node.name()), cell(node.place().toString()), "<td class=\"bad\">" + escaped(node.state().word()) + "</td>", cell(node.reason()),
                    cell(node.nextAction()));
        }
        out.append("</table>\n");
    }

    private void physical(Appendable out) throws IOException {
        List<RolloutReport.Line> lines = report.nodes().stream().filter(line -> !line.physical().isEmpty()).toList();
        if (lines.isEmpty()) {
            return;
        }
        head(out, "report.physical", "report.node", "report.place", "report.look");
        for (RolloutReport.Line line : lines) {
            row(out, cell(line.node().name()), cell(line.node().place().toString()), cell(String.join(" ", line.physical())));
        }
        out.append("</table>\n");
    }

    private void nodes(Appendable out) throws IOException {
        List<NodeRolloutState> states = Stream.of(NodeRolloutState.values()).filter(state -> !state.isOver()).toList();
        List<String> columns = new ArrayList<>(List.of("report.node", "report.place", "report.state"));
        states.forEach(state -> columns.add("state." + state.word()));
        columns.addAll(List.of("report.whole.time", "report.link"));
        head(out, "report.every", columns.toArray(String[]::new));
        for (RolloutReport.Line line : report.nodes()) {
            List<String> cells = new ArrayList<>(List.of(cell(line.node().name()), cell(line.node().place().toString()), cell(line.node().state().word())));
            states.forEach(state -> cells.add(number(line.times().containsKey(state) ? seconds(line.times().get(state)) : "")));
            cells.add(number(seconds(line.whole())));
            cells.add(number(line.linkMbit() < 0 ? "" : line.linkMbit() + " Mbit/s"));
            row(out, cells.toArray(String[]::new));
        }
        out.append("</table>\n");
    }

    private static String size(Map<Source, Long> bytes, Source source) {
        return number(ByteSize.text(bytes.getOrDefault(source, 0L)));
    }

    private static void paragraph(Appendable out, String text) throws IOException {
        out.append("<p>").append(escaped(text)).append("</p>\n");
    }

    private static void head(Appendable out, String title, String... columns) throws IOException {
        out.append("<h2>").append(escaped(TEXT.text(title))).append("</h2>\n<table><tr>");
        for (String column : columns) {
            out.append("<th>").append(escaped(TEXT.text(column))).append("</th>");
        }
        out.append("</tr>\n");
    }

    private static void row(Appendable out, String... cells) throws IOException {
        out.append("<tr>").append(String.join("", Stream.of(cells).toList())).append("</tr>\n");
    }

    private static String cell(String text) {
        return "<td>" + escaped(text) + "</td>";
    }

    private static String number(Object value) {
        return "<td class=\"n\">" + escaped(value.toString()) + "</td>";
    }

    static String seconds(Duration time) {
        Locale locale = Language.current();
        return time.toMinutes() < 2 ? String.format(locale, "%.1f s", time.toMillis() / 1000.0)
                : time.toHours() < 2 ? String.format(locale, "%d min %02d s", time.toMinutes(), time.toSecondsPart())
                : String.format(locale, "%d h %02d min", time.toHours(), time.toMinutesPart());
    }

    static String time(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withLocale(Language.current()).format(moment.atZone(ZoneId.systemDefault()));
    }

    /** Names and reasons come from nodes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
