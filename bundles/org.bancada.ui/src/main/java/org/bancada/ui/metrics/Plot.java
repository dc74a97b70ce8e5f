package org.bancada.ui.metrics;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.bancada.metrics.Answer;
import org.bancada.metrics.Line;
import org.bancada.metrics.Point;
import org.bancada.metrics.Question;
import org.bancada.metrics.Unit;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ICustomPaintListener;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ILineSeries.PlotSymbolType;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/**
 * Lines over time. The mouse, or the arrow keys, move a mark along the time; dragging, or the arrow keys with Shift and then Enter, choose a time to
 * look at. Gaps stay gaps: each run of points is a series of its own.
 */
final class Plot extends Composite {
    private static final int LEAST_DRAG = 5;
    private static final int MOST_RUNS = 60;
    private static final double HEADROOM = 1.08;
    private static final int KEY_STEPS = 100;
    private static final int LEAST_HINT = 20;

    private final Chart chart;
    private final Control area;
    private final Consumer<Instant> marked;
    private final BiConsumer<Instant, Instant> zoom;
    private Answer answer;
    private Ticks ticks;
    private Instant mark;
    private Instant anchor;
    private int pressedX = -1;

    /**
     * @param marked told the moment at the mark, or null
     * @param zoom told the chosen time
     * @param spoken what stands at the mark, for screen readers
     */
    Plot(Composite parent, Consumer<Instant> marked, BiConsumer<Instant, Instant> zoom, Supplier<String> spoken) {
        super(parent, SWT.NONE);
        this.marked = marked;
        this.zoom = zoom;
        setLayout(new FillLayout());
        chart = new Chart(this, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setVisible(false);
        area = chart.getPlotArea().getControl();
        Accessibles.name(area, spoken);
        chart.getPlotArea().addCustomPaintListener(new ICustomPaintListener() {
            @Override
            public void paintControl(org.eclipse.swt.events.PaintEvent event) {
                paint(event.gc);
            }
        });
        area.addListener(SWT.MouseDown, e -> {
            area.setFocus();
            pressedX = e.button == 1 ? e.x : -1;
            anchor = null;
        });
        area.addListener(SWT.MouseMove, this::moved);
        area.addListener(SWT.MouseUp, e -> {
            boolean dragged = pressedX >= 0 && Math.abs(e.x - pressedX) >= LEAST_DRAG;
            pressedX = -1;
            if (dragged) {
                zoom();
            }
        });
        area.addListener(SWT.MouseExit, e -> {
            if (pressedX < 0 && !area.isFocusControl()) {
                mark(null);
            }
        });
        area.addListener(SWT.KeyDown, this::key);
        area.addListener(SWT.Resize, e -> hint());
        area.addListener(SWT.Traverse, e -> e.doit = e.detail != SWT.TRAVERSE_ARROW_NEXT && e.detail != SWT.TRAVERSE_ARROW_PREVIOUS
                && e.detail != SWT.TRAVERSE_RETURN && (e.detail != SWT.TRAVERSE_ESCAPE || anchor == null && mark == null));
    }

    /** @param shown how many of the lines, from the first */
    void show(Answer next, int shown) {
        answer = next;
        anchor = null;
        pressedX = -1;
        chart.suspendUpdate(true);
        for (ISeries<?> series : chart.getSeriesSet().getSeries()) {
            chart.getSeriesSet().deleteSeries(series.getId());
        }
        List<Line> lines = next.lines().subList(0, shown);
        double highest = lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::value).max().orElse(0);
        double lowest = lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::value).min().orElse(0);
        Scale scale = Scale.of(next.question().metric().unit(), highest);
        ticks = Ticks.of(next.question().from(), next.question().to(), ZoneId.systemDefault());
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), i, scale);
        }
        axes(next.question(), scale, lowest / scale.divisor(), highest / scale.divisor());
        chart.suspendUpdate(false);
        chart.redraw();
        Instant kept = mark != null && !mark.isBefore(next.question().from()) && mark.isBefore(next.question().to()) ? mark : null;
        mark(kept);
    }

    private void line(Line line, int number, Scale scale) {
        List<List<Point>> runs = line.runs();
        // With a gap after nearly every point strokes say nothing, and a series for each would be slow.
        boolean dots = runs.size() > MOST_RUNS;
        List<List<Point>> pieces = dots ? List.of(line.points()) : runs;
        for (int i = 0; i < pieces.size(); i++) {
            List<Point> run = pieces.get(i);
            ILineSeries<?> series = (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE, number + " " + i);
            series.setXSeries(run.stream().mapToDouble(point -> ticks.units(point.at())).toArray());
            series.setYSeries(run.stream().mapToDouble(point -> point.value() / scale.divisor()).toArray());
            boolean alone = dots || run.size() == 1;
            series.setSymbolType(alone ? PlotSymbolType.CIRCLE : PlotSymbolType.NONE);
            series.setSymbolSize(2);
            series.setSymbolColor(Palette.color(number));
            series.setLineColor(Palette.color(number));
            series.setLineStyle(dots ? LineStyle.NONE : Palette.style(number));
            series.setLineWidth(2);
            series.setAntialias(SWT.ON);
        }
    }

    private void axes(Question question, Scale scale, double lowest, double highest) {
        chart.setBackground(getBackground());
        chart.getPlotArea().setBackground(getBackground());
        IAxis x = chart.getAxisSet().getXAxis(0);
        IAxis y = chart.getAxisSet().getYAxis(0);
        x.getTitle().setText(MetricText.get("axis.time", Formats.zone()));
        y.getTitle().setText(scale.label());
        for (IAxis axis : new IAxis[] {x, y}) {
            axis.getTitle().setForeground(getForeground());
            axis.getTitle().setFont(getFont());
            axis.getTick().setForeground(getForeground());
            axis.getGrid().setForeground(getDisplay().getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
        }
        x.getTick().setFormat(ticks);
        hint();
        y.getTick().setFormat(NumberFormat.getNumberInstance());
        x.setRange(new Range(ticks.units(question.from()), ticks.units(question.to())));
        boolean fromNothing = question.metric().unit() != Unit.CELSIUS || lowest < 0;
        double floor = fromNothing ? Math.min(0, lowest) : Math.floor((lowest - 3) / 5) * 5;
        double top = question.metric().unit() == Unit.PERCENT ? Math.max(100, highest) : Math.max(highest * HEADROOM, floor + 1);
        y.setRange(new Range(floor, top));
    }

    /** The chart rounds the distance of its ticks to 1, 2 or 5: given exactly one unit it takes that. */
    private void hint() {
        if (answer != null) {
            double units = ticks.units(answer.question().to()) - ticks.units(answer.question().from());
            chart.getAxisSet().getXAxis(0).getTick().setTickMarkStepHint((int) Math.max(LEAST_HINT, area.getSize().x / units));
        }
    }

    private Instant time(int x) {
        IAxis axis = chart.getAxisSet().getXAxis(0);
        long at = ticks.time(axis.getDataCoordinate(x)).toEpochMilli();
        return Instant.ofEpochMilli(Math.clamp(at, answer.question().from().toEpochMilli(), answer.question().to().toEpochMilli()));
    }

    private int x(Instant time) {
        return chart.getAxisSet().getXAxis(0).getPixelCoordinate(ticks.units(time));
    }

    private void moved(Event event) {
        if (answer == null) {
            return;
        }
        if (pressedX >= 0) {
            anchor = time(pressedX);
        }
        mark(time(event.x));
    }

    private void key(Event event) {
        if (answer == null) {
            return;
        }
        int step = event.keyCode == SWT.ARROW_LEFT ? -1 : event.keyCode == SWT.ARROW_RIGHT ? 1 : 0;
        if (step != 0) {
            Question question = answer.question();
            long width = Math.max(1, Duration.between(question.from(), question.to()).toMillis() / KEY_STEPS);
            boolean extend = (event.stateMask & SWT.SHIFT) != 0;
            anchor = !extend ? null : anchor == null ? mark : anchor;
            Instant next = mark == null ? step > 0 ? question.from() : question.to() : mark.plusMillis(step * width);
            mark(next.isBefore(question.from()) ? question.from() : next.isAfter(question.to()) ? question.to() : next);
        } else if (event.keyCode == SWT.CR) {
            zoom();
        } else if (event.keyCode == SWT.ESC) {
            anchor = null;
            mark(null);
        }
    }

    private void mark(Instant next) {
        mark = next;
        marked.accept(next);
        area.redraw();
    }

    private void zoom() {
        if (anchor != null && mark != null && !anchor.equals(mark)) {
            Instant from = anchor.isBefore(mark) ? anchor : mark;
            Instant to = anchor.isBefore(mark) ? mark : anchor;
            anchor = null;
            zoom.accept(from, to);
        }
    }

    private void paint(GC gc) {
        if (mark == null || answer == null) {
            return;
        }
        Rectangle bounds = area.getBounds();
        gc.setForeground(getForeground());
        if (anchor != null) {
            int left = Math.min(x(anchor), x(mark));
            gc.setAlpha(50);
            gc.setBackground(getForeground());
            gc.fillRectangle(left, 0, Math.abs(x(anchor) - x(mark)), bounds.height);
            gc.setAlpha(255);
        }
        gc.setLineStyle(SWT.LINE_DOT);
        gc.drawLine(x(mark), 0, x(mark), bounds.height);
        gc.setLineStyle(SWT.LINE_SOLID);
    }

    /** The chart as it is on the screen, without the mark; the caller disposes of it. */
    Image image() {
        Instant before = mark;
        mark = null;
        Rectangle size = chart.getBounds();
        Image image = new Image(getDisplay(), Math.max(1, size.width), Math.max(1, size.height));
        chart.renderOffscreenImage(image);
        mark = before;
        return image;
    }

    @Override
    public boolean setFocus() {
        return area.setFocus();
    }
}
