package org.bancada.rollout.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

import org.bancada.core.ByteSize;
import org.bancada.core.Messages;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSeries.Point;
import org.bancada.rollout.RolloutSeries.Source;

/** Bytes per second by building over time, with the least possible time drawn in, as SVG inside a page. Lines differ in colour and in dashes. */
final class SpeedChart {
    private static final Messages TEXT = Messages.beside(SpeedChart.class);
    private static final int LEFT = 90;
    private static final int TOP = 24;
    private static final int WIDTH = 790;
    private static final int HEIGHT = 240;
    private static final int LEGEND_LINE = 20;
    private static final int MOST_STEPS = 900;
    /** Okabe and Ito: told apart by people who do not see all colours, on light and on dark. */
    private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9");
    private static final List<String> DASHES = List.of("none", "8 3", "3 3", "10 3 3 3", "14 4", "6 2 2 2 2 2");
    private static final List<Duration> TICKS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(30),
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(6), Duration.ofHours(12), Duration.ofDays(1));
    private static final int MOST_TICKS = 9;

    private final RolloutReport report;
    private final Instant begin;
    /** How long one value of a line lasts. */
    private final Duration step;
    private final int steps;
    private final List<Line> lines = new ArrayList<>();
    private final long span;
    private final long top;

    private record Line(String name, long[] speeds, String colour, String dash) {
        long peak() {
            return LongStream.of(speeds).max().orElse(0);
        }
    }

    /** @param report one whose series has points */
    SpeedChart(RolloutReport report) {
        this.report = report;
        List<Point> points = report.series().points();
        begin = points.stream().map(Point::time).min(Comparator.naturalOrder()).orElseThrow();
        Instant last = points.stream().map(Point::time).max(Comparator.naturalOrder()).orElseThrow();
        Duration length = Duration.between(begin, last).plus(report.series().step());
        step = report.series().step().multipliedBy(1 + length.toMillis() / (report.series().step().toMillis() * MOST_STEPS));
        steps = (int) Math.ceilDiv(length.toMillis(), step.toMillis());
        collect(points);
        span = Math.max(steps * step.toMillis(), report.bound().map(Duration::toMillis).orElse(0L));
        top = ceiling(lines.stream().mapToLong(Line::peak).max().orElse(0));
    }

    /** The buildings that got most, the others together, and what of all of it came from this machine. */
    private void collect(List<Point> points) {
        Map<String, long[]> buildings = new LinkedHashMap<>();
        long[] origin = new long[steps];
        for (Point point : points) {
            int at = (int) (Duration.between(begin, point.time()).toMillis() / step.toMillis());
            long speed = point.bytes() * 1000 / step.toMillis();
            buildings.computeIfAbsent(point.building(), name -> new long[steps])[at] += speed;
            origin[at] += point.source() == Source.ORIGIN ? speed : 0;
        }
        List<String> names = buildings.keySet().stream()
                .sorted(Comparator.comparingLong((String name) -> -LongStream.of(buildings.get(name)).sum()).thenComparing(name -> name)).toList();
        int shown = names.size() <= COLOURS.size() ? names.size() : COLOURS.size() - 1;
        for (int i = 0; i < shown; i++) {
            String name = names.get(i).isEmpty() ? TEXT.text("report.nowhere") : names.get(i);
            lines.add(new Line(name, buildings.get(names.get(i)), COLOURS.get(i), DASHES.get(i)));
        }
        if (shown < names.size()) {
            long[] rest = new long[steps];
            names.subList(shown, names.size()).forEach(name -> Arrays.setAll(rest, i -> rest[i] + buildings.get(name)[i]));
            lines.add(new Line(TEXT.text("chart.others", names.size() - shown), rest, COLOURS.getLast(), DASHES.getLast()));
        }
        lines.add(new Line(TEXT.text("chart.origin"), origin, "currentColor", "1 3"));
    }

    /** 1, 2 or 5 times a power of ten of a binary unit, times four: so that the scale has four round steps. */
    private static long ceiling(long peak) {
        for (long unit = 1;; unit *= 1024) {
            for (int factor : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
                if (unit * factor * 4 >= peak) {
                    return unit * factor * 4;
                }
            }
        }
    }

    void write(Appendable out) throws IOException {
        int height = TOP + HEIGHT + 60 + LEGEND_LINE * lines.size();
        out.append(String.format(Locale.ROOT, "<svg class=\"chart\" viewBox=\"0 0 900 %d\" role=\"img\" aria-labelledby=\"chart-title chart-desc\">%n", height));
        out.append("<title id=\"chart-title\">").append(HtmlReport.escaped(TEXT.text("chart.title"))).append("</title>\n<desc id=\"chart-desc\">")
                .append(HtmlReport.escaped(description())).append("</desc>\n");
        scale(out);
        for (Line line : lines) {
            out.append(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>%n",
                    path(line.speeds()), line.colour(), line.dash()));
        }
        bound(out);
        legend(out);
        out.append("</svg>\n");
    }

    private String description() {
        List<String> parts = new ArrayList<>();
        lines.forEach(line -> parts.add(TEXT.text("chart.line", line.name(), ByteSize.text(line.peak()))));
        parts.add(report.bound().map(bound -> TEXT.text("chart.bound", HtmlReport.seconds(bound))).orElseGet(() -> TEXT.text("chart.bound.unknown")));
        return TEXT.text("chart.desc", HtmlReport.time(begin), HtmlReport.time(begin.plus(step.multipliedBy(steps)))) + " " + String.join(". ", parts) + ".";
    }

    private void scale(Appendable out) throws IOException {
        for (int i = 0; i <= 4; i++) {
            double y = y(top / 4 * i);
            line(out, LEFT, y, LEFT + WIDTH, y, i == 0 ? "1" : "0.2");
            text(out, LEFT - 8, y + 4, "end", TEXT.text("chart.speed", ByteSize.text(top / 4 * i)));
        }
        Duration tick = TICKS.stream().filter(each -> span / each.toMillis() < MOST_TICKS).findFirst()
                .orElse(Duration.ofDays(1 + Duration.ofMillis(span).toDays() / MOST_TICKS));
        boolean hours = span >= Duration.ofHours(2).toMillis();
        for (long at = 0; at <= span; at += tick.toMillis()) {
            line(out, x(at), TOP + HEIGHT, x(at), TOP + HEIGHT + 5, "1");
            Duration time = Duration.ofMillis(at);
            text(out, x(at), TOP + HEIGHT + 20, "middle", hours ? String.format("%d:%02d", time.toHours(), time.toMinutesPart())
                    : String.format("%d:%02d", time.toMinutes(), time.toSecondsPart()));
        }
        text(out, LEFT + WIDTH, TOP + HEIGHT + 38, "end", TEXT.text(hours ? "chart.hours" : "chart.minutes"));
    }

    private void bound(Appendable out) throws IOException {
        if (report.bound().isPresent()) {
            double x = x(report.bound().get().toMillis());
            out.append(String.format(Locale.ROOT, "<path class=\"bound\" d=\"M%.1f %d V%d\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"/>%n",
                    x, TOP - 6, TOP + HEIGHT));
            text(out, x, TOP - 10, x > LEFT + WIDTH / 2 ? "end" : "start", TEXT.text("chart.bound", HtmlReport.seconds(report.bound().get())));
        }
    }

    private void legend(Appendable out) throws IOException {
        int y = TOP + HEIGHT + 58;
        for (Line line : lines) {
            out.append(String.format(Locale.ROOT, "<path d=\"M%d %d H%d\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>%n", LEFT, y, LEFT + 44,
                    line.colour(), line.dash()));
            text(out, LEFT + 54, y + 4, "start", TEXT.text("chart.line", line.name(), ByteSize.text(line.peak())));
            y += LEGEND_LINE;
        }
    }

    /** In stairs, since a value holds for a whole step. */
    private String path(long[] speeds) {
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%d %.1f", LEFT, y(0)));
        for (int i = 0; i < speeds.length; i++) {
            if (i == 0 || speeds[i] != speeds[i - 1]) {
                path.append(String.format(Locale.ROOT, " H%.1f V%.1f", x(i * step.toMillis()), y(speeds[i])));
            }
        }
        return path.append(String.format(Locale.ROOT, " H%.1f V%.1f", x(speeds.length * step.toMillis()), y(0))).toString();
    }

    private double x(long millis) {
        return LEFT + (double) WIDTH * millis / span;
    }

    private double y(long speed) {
        return TOP + HEIGHT - (double) HEIGHT * speed / top;
    }

    private static void line(Appendable out, double x1, double y1, double x2, double y2, String opacity) throws IOException {
        out.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"currentColor\" stroke-opacity=\"%s\"/>%n", x1, y1, x2, y2, opacity));
    }

    private static void text(Appendable out, double x, double y, String anchor, String words) throws IOException {
        out.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, HtmlReport.escaped(words)));
    }
}
