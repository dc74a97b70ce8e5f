package org.bancada.ui.rollout;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Progress;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Refresh;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ILineSeries.PlotSymbolType;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/** One rollout over time, live: what came into each building, what of it this machine sent, and when it could have been over. */
public final class ThroughputChart extends Composite {
    private static final double MIB = 1 << 20;
    private static final double HEADROOM = 1.1;
    private static final String ORIGIN = "origin";
    private static final String BOUND = "bound";
    /** Told apart by their style as well; with enough contrast on light and on dark. */
    private static final List<Color> COLORS = List.of(new Color(70, 130, 200), new Color(46, 139, 87), new Color(200, 130, 40), new Color(150, 110, 190),
            new Color(200, 70, 110), new Color(90, 160, 170));
    private static final List<LineStyle> STYLES = List.of(LineStyle.SOLID, LineStyle.DASH, LineStyle.DASHDOT, LineStyle.DOT, LineStyle.DASHDOTDOT);

    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final Composite content;
    private final Chart chart;
    private final Label copies;
    private final Refresh<Optional<Throughput>> refresh;
    private volatile String id = "";

    public ThroughputChart(Composite parent, Rollouts rollouts) {
        super(parent, SWT.NONE);
        setLayout(stack);
        nothing = new EmptyState(this, "rollout-large", RolloutText.get("chart.none"), RolloutText.get("chart.none.text"));
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(6, 4).spacing(0, 4).applyTo(content);
        chart = new Chart(content, SWT.NONE);
        chart.getTitle().setVisible(false);
        chart.getLegend().setPosition(SWT.RIGHT);
        GridDataFactory.fillDefaults().grab(true, true).hint(200, 100).applyTo(chart);
        copies = new Label(content, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(copies);
        Accessibles.name(chart, () -> RolloutText.get("chart.name") + ". " + copies.getText());
        stack.topControl = nothing;
        refresh = new Refresh<>(this, () -> rollouts.find(id).map(rollout -> load(rollouts, rollout)), this::show);
        Progress.Registration live = rollouts.onChange(changed -> {
            if (changed.id().equals(id)) {
                refresh.live();
            }
        });
        addListener(SWT.Dispose, e -> live.close());
    }

    private static Throughput load(Rollouts rollouts, Rollout rollout) {
        return Throughput.of(rollout, rollouts.samples(rollout), rollouts.report(rollout));
    }

    /** Shows another rollout. */
    public void show(String wanted) {
        if (!wanted.equals(id)) {
            id = wanted;
            refresh.now();
        }
    }

    private void show(Optional<Throughput> now) {
        boolean empty = now.isEmpty() || now.get().isEmpty();
        if (!empty) {
            draw(now.get());
        }
        Control top = empty ? nothing : content;
        if (top != stack.topControl) {
            stack.topControl = top;
            layout(true, true);
        }
    }

    private void draw(Throughput now) {
        chart.suspendUpdate(true);
        for (ISeries<?> series : chart.getSeriesSet().getSeries()) {
            chart.getSeriesSet().deleteSeries(series.getId());
        }
        double highest = now.origin().highest();
        double longest = Math.max(now.bound(), 1);
        int number = 0;
        for (Map.Entry<String, Throughput.Curve> building : now.buildings().entrySet()) {
            Throughput.Curve curve = building.getValue();
            String name = building.getKey().isEmpty() ? RolloutText.get("map.nowhere.1") : building.getKey();
            line("building " + building.getKey(), name, curve, COLORS.get(number % COLORS.size()), STYLES.get(number % STYLES.size()), 2);
            highest = Math.max(highest, curve.highest());
            longest = curve.seconds().length == 0 ? longest : Math.max(longest, curve.seconds()[curve.seconds().length - 1]);
            number++;
        }
        if (now.origin().seconds().length > 0) {
            line(ORIGIN, RolloutText.get("chart.origin"), now.origin(), getForeground(), LineStyle.DOT, 1);
        }
        double top = Math.max(highest * HEADROOM, MIB / 10);
        if (now.bound() >= 0) {
            line(BOUND, RolloutText.get("chart.bound"), new Throughput.Curve(new double[] {now.bound(), now.bound()}, new double[] {0, top}),
                    new Color(200, 70, 60), LineStyle.DASH, 1);
        }
        axes(longest, top / MIB);
        chart.suspendUpdate(false);
        chart.redraw();
        copies.setText(words(now));
        copies.requestLayout();
    }

    private void line(String key, String name, Throughput.Curve curve, Color color, LineStyle style, int width) {
        if (curve.seconds().length == 0) {
            return;
        }
        ILineSeries<?> series = (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE, key);
        double[] mebibytes = new double[curve.bytesPerSecond().length];
        for (int i = 0; i < mebibytes.length; i++) {
            mebibytes[i] = curve.bytesPerSecond()[i] / MIB;
        }
        series.setXSeries(curve.seconds());
        series.setYSeries(mebibytes);
        series.setDescription(name);
        series.setSymbolType(PlotSymbolType.NONE);
        series.setLineColor(color);
        series.setLineStyle(style);
        series.setLineWidth(width);
    }

    private void axes(double longest, double highest) {
        chart.setBackground(getBackground());
        chart.getPlotArea().setBackground(getBackground());
        chart.getLegend().setBackground(getBackground());
        chart.getLegend().setForeground(getForeground());
        IAxis x = chart.getAxisSet().getXAxis(0);
        IAxis y = chart.getAxisSet().getYAxis(0);
        x.getTitle().setText(RolloutText.get("chart.seconds"));
        y.getTitle().setText(RolloutText.get("chart.speed"));
        for (IAxis axis : new IAxis[] {x, y}) {
            axis.getTitle().setForeground(getForeground());
            axis.getTitle().setFont(getFont());
            axis.getTick().setForeground(getForeground());
            axis.getTick().setFormat(NumberFormat.getNumberInstance());
            axis.getGrid().setForeground(getDisplay().getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
        }
        x.setRange(new Range(0, longest));
        y.setRange(new Range(0, highest));
    }

    private static String words(Throughput now) {
        NumberFormat format = NumberFormat.getNumberInstance();
        format.setMinimumFractionDigits(2);
        format.setMaximumFractionDigits(2);
        List<String> parts = new ArrayList<>();
        now.copies().forEach((name, number) -> parts.add((name.isEmpty() ? RolloutText.get("map.nowhere.1") : name) + ": " + format.format(number)));
        return RolloutText.get("chart.copies", String.join("  ·  ", parts));
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == content ? chart.setFocus() : nothing.setFocus();
    }
}
