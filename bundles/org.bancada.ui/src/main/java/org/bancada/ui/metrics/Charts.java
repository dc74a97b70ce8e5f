package org.bancada.ui.metrics;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import org.bancada.core.Problem;
import org.bancada.fleet.Fleet;
import org.bancada.metrics.Answer;
import org.bancada.metrics.By;
import org.bancada.metrics.Metric;
import org.bancada.metrics.Metrics;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Tool;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;

/** One metric of chosen nodes or places over time: lines, a legend with the values at the mark, a shorter time by dragging, and the way back. */
public final class Charts extends Composite {
    private static final int AGAIN_MS = 60_000;
    private static final int MOST_NAMED = 3;
    private static final String METRIC = "metric";
    private static final String SPAN = "span";

    private final IDialogSettings settings;
    private final Asking asking;
    private final Fleet fleet;
    private final Combo metricChoice;
    private final Combo spans;
    private final Combo groups;
    private final Combo sources;
    private final Tool back;
    private final Tool forward;
    private final Tool png;
    private final Tool csv;
    private final Label status;
    private final Composite results;
    private final StackLayout stack = new StackLayout();
    private final SashForm content;
    private final EmptyState nothing;
    private final Plot plot;
    private final Readout readout;
    private final ChartFiles files;
    private final Deque<Looking> earlier = new ArrayDeque<>();
    private final Deque<Looking> later = new ArrayDeque<>();
    private List<Metric> metrics = List.of(Metric.TEMPERATURE);
    private List<String> sourceNames = List.of();
    private Looking now;
    private Answer answer;
    private int shown;

    public Charts(Composite parent, Fleet fleet, Metrics engine, IDialogSettings settings) {
        super(parent, SWT.NONE);
        this.fleet = fleet;
        this.settings = settings;
        GridLayoutFactory.fillDefaults().extendedMargins(0, 0, 6, 0).spacing(0, 4).applyTo(this);
        Composite head = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(5).extendedMargins(6, 4, 0, 0).spacing(6, 0).applyTo(head);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
        metricChoice = combo(head, "metric.name", () -> go(now.metric(metrics.get(index(METRIC)))));
        spans = combo(head, "span.name", () -> go(now.span(Span.USUAL.get(index(SPAN)))));
        groups = combo(head, "by.name", () -> go(now.by(By.values()[chosen(groups())])));
        sources = combo(head, "source.name", () -> go(now.source(sourceNames.get(chosen(sources())))));
        ToolBar tools = new ToolBar(head, SWT.FLAT);
        back = tool(tools, "back", "back", () -> step(earlier, later));
        forward = tool(tools, "forward", "forward", () -> step(later, earlier));
        tool(tools, "fleet", "all", () -> look(List.of()));
        png = tool(tools, "save", "png", this::savePicture);
        csv = tool(tools, "export", "csv", this::saveValues);
        results = new Composite(this, SWT.NONE);
        results.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).hint(300, 120).applyTo(results);
        content = new SashForm(results, SWT.HORIZONTAL);
        plot = new Plot(content, this::marked, (from, to) -> go(now.span(Span.between(from, to))), this::spoken);
        readout = new Readout(content);
        content.setWeights(64, 36);
        nothing = new EmptyState(results, "results-large", MetricText.get("empty.wait"), "");
        stack.topControl = nothing;
        status = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).applyTo(status);
        files = new ChartFiles(this, engine, status::setText);
        asking = new Asking(this, fleet, engine, this::found, this::failed);
        now = restored();
        write();
        ask();
        getDisplay().timerExec(AGAIN_MS, this::again);
    }

    private Combo groups() {
        return groups;
    }

    private Combo sources() {
        return sources;
    }

    private static Combo combo(Composite head, String name, Runnable changed) {
        Combo combo = new Combo(head, SWT.DROP_DOWN | SWT.READ_ONLY);
        Accessibles.name(combo, MetricText.get(name));
        combo.setToolTipText(MetricText.get(name));
        combo.addListener(SWT.Selection, e -> {
            if (combo.getSelectionIndex() >= 0) {
                changed.run();
            }
        });
        return combo;
    }

    private static Tool tool(ToolBar bar, String icon, String key, Runnable action) {
        Tool tool = new Tool(bar, icon, "", action);
        tool.tip(MetricText.get("tool." + key));
        return tool;
    }

    private Looking restored() {
        String name = settings.get(METRIC);
        Metric metric = name == null ? Metric.TEMPERATURE : Metric.named(name).orElse(Metric.TEMPERATURE);
        int span = Span.FIRST;
        try {
            span = Math.clamp(settings.getInt(SPAN), 0, Span.USUAL.size() - 1);
        } catch (NumberFormatException firstTime) {
            settings.put(SPAN, span);
        }
        return new Looking(List.of(), metric, Span.USUAL.get(span), By.ROOM, "");
    }

    private int index(String what) {
        int index = chosen(what.equals(METRIC) ? metricChoice : spans);
        if (what.equals(METRIC)) {
            settings.put(METRIC, metrics.get(index).name());
        } else if (index < Span.USUAL.size()) {
            settings.put(SPAN, index);
        }
        return Math.min(index, (what.equals(METRIC) ? metrics.size() : Span.USUAL.size()) - 1);
    }

    private static int chosen(Combo combo) {
        return combo.getSelectionIndex();
    }

    /** Looks at these nodes; at all of them for none. What was looked at before is one step back. */
    public void look(List<String> uuids) {
        go(now.of(uuids, uuids.isEmpty() || uuids.size() > Palette.MOST / 2 ? By.ROOM : By.NODE));
    }

    private void go(Looking next) {
        if (!next.equals(now)) {
            earlier.push(now);
            later.clear();
            now = next;
        }
        write();
        ask();
    }

    private void step(Deque<Looking> from, Deque<Looking> to) {
        if (!from.isEmpty()) {
            to.push(now);
            now = from.pop();
            write();
            ask();
        }
    }

    private void ask() {
        status.setText(MetricText.get("status.asking"));
        asking.ask(now);
    }

    /** What ends now moves on by itself. */
    private void again() {
        if (!isDisposed()) {
            if (now.span().last() != null && isVisible()) {
                asking.ask(now);
            }
            getDisplay().timerExec(AGAIN_MS, this::again);
        }
    }

    private void write() {
        fill(metricChoice, metrics.stream().map(metric -> metric.label(Locale.getDefault())).toList(), metrics.indexOf(now.metric()));
        List<String> times = new ArrayList<>(Span.USUAL.stream().map(Span::label).toList());
        int span = Span.USUAL.indexOf(now.span());
        if (span < 0) {
            span = times.size();
            times.add(now.span().label());
        }
        fill(spans, times, span);
        fill(groups, List.of(MetricText.get("by.node"), MetricText.get("by.room"), MetricText.get("by.building")), now.by().ordinal());
        int source = now.source().isEmpty() ? 0 : sourceNames.indexOf(now.source());
        fill(sources, sourceNames.stream().map(name -> MetricText.get("source." + name)).toList(), source);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).exclude(sourceNames.size() < 2).applyTo(sources);
        sources.setVisible(sourceNames.size() > 1);
        back.enable(!earlier.isEmpty());
        forward.enable(!later.isEmpty());
        png.enable(answer != null);
        csv.enable(answer != null);
        sources.requestLayout();
    }

    private static void fill(Combo combo, List<String> items, int selected) {
        String[] wanted = items.toArray(String[]::new);
        if (!java.util.Arrays.equals(wanted, combo.getItems())) {
            combo.setItems(wanted);
            combo.requestLayout();
        }
        combo.select(selected);
    }

    private void found(Asking.Found found) {
        metrics = new ArrayList<>(found.metrics());
        if (!metrics.contains(now.metric())) {
            metrics.add(0, now.metric());
        }
        sourceNames = found.sources();
        boolean empty = found.answer().lines().isEmpty();
        answer = empty ? null : found.answer();
        shown = empty ? 0 : Math.min(Palette.MOST, answer.lines().size());
        write();
        if (empty) {
            boolean bare = found.metrics().isEmpty();
            show(fleet.nodes().isEmpty() ? "empty.fleet" : bare ? "empty.bare" : "empty.time");
            return;
        }
        plot.show(answer, shown);
        readout.show(answer, shown);
        status.setText(summary());
        top(content);
    }

    private String summary() {
        int lines = answer.lines().size();
        List<String> names = answer.lines().stream().limit(MOST_NAMED).map(Readout::name).toList();
        String who = String.join(", ", names) + (lines > MOST_NAMED ? MetricText.get("status.more", lines - MOST_NAMED) : "");
        String text = lines > shown ? MetricText.get("status.some", Formats.number(shown), Formats.number(lines)) : MetricText.get("status.lines", who);
        return answer.without().isEmpty() ? text : text + "  ·  " + MetricText.get("status.without", answer.without().size());
    }

    private void show(String key) {
        nothing.text(MetricText.get(key), MetricText.get(key + ".text"));
        status.setText("");
        top(nothing);
    }

    private void failed(Problem problem) {
        nothing.text(problem.what(), problem.cure());
        status.setText(problem.where());
        answer = null;
        write();
        top(nothing);
    }

    private void top(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            results.layout(true, true);
        }
    }

    private void marked(Instant moment) {
        if (readout != null) {
            readout.at(moment);
        }
    }

    private String spoken() {
        return now == null || readout == null ? "" : now.metric().label(Locale.getDefault()) + ". " + readout.spoken();
    }

    private void savePicture() {
        if (answer != null) {
            files.png(answer, shown, plot);
        }
    }

    private void saveValues() {
        if (answer != null) {
            files.csv(answer);
        }
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == content ? plot.setFocus() : metricChoice.setFocus();
    }
}
