package org.bancada.ui.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.bancada.core.Problem;
import org.bancada.core.Progress;
import org.bancada.core.query.Completion;
import org.bancada.core.query.Marks;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.bancada.log.Surroundings;
import org.bancada.log.TopValues;
import org.bancada.ui.alert.RuleDialog;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.RowTable;
import org.bancada.ui.kit.SelectorField;
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

/** Finds events: a query, a time, conditions; bars over time, rows, fields with their most frequent values, one event whole, what happened around it. */
public final class Discover extends Composite implements Search.Screen {
    private static final int TOP_VALUES = 20;
    private static final int AROUND = 100;
    private static final String RANGE = "range";
    private static final String QUERY = "query";

    private final LogStore store;
    private final IDialogSettings settings;
    private final Search search;
    private final SelectorField line;
    private final Combo ranges;
    private final SavedMenu saved;
    private final Tool back;
    private final Tool forward;
    private final Tool stop;
    private final Tool live;
    private final Tool around;
    private final FilterBar filters;
    private final Bars bars;
    private final FieldList fields;
    private final EventTable events;
    private final EventDetail detail;
    private final Label status;
    private final Composite results;
    private final StackLayout stack = new StackLayout();
    private final Control content;
    private final EmptyState nothing;
    private final Deque<Looking> earlier = new ArrayDeque<>();
    private final Deque<Looking> later = new ArrayDeque<>();
    private Looking now;
    private Marks marks = Marks.none();
    private boolean writing;
    private long matched;
    private LiveTail tail;

    public Discover(Composite parent, LogStore store, SavedSearches searches, IDialogSettings settings) {
        super(parent, SWT.NONE);
        this.store = store;
        this.settings = settings;
        GridLayoutFactory.fillDefaults().extendedMargins(0, 0, 6, 0).spacing(0, 4).applyTo(this);
        search = new Search(this, store, this);
        Composite head = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).extendedMargins(6, 4, 0, 0).spacing(6, 0).applyTo(head);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(head);
        line = new SelectorField(head, LogText.get("query.name"), LogText.get("query.hint"), this::typed);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(line);
        ranges = new Combo(head, SWT.DROP_DOWN | SWT.READ_ONLY);
        org.bancada.ui.kit.Accessibles.name(ranges, LogText.get("range.name"));
        ranges.addListener(SWT.Selection, e -> ranged());
        saved = new SavedMenu(head, searches, new SavedScreen());
        ToolBar tools = new ToolBar(head, SWT.FLAT);
        back = tool(tools, "back", "back", this::back);
        forward = tool(tools, "forward", "forward", this::forward);
        tool(tools, "search", "again", () -> ask(now));
        stop = tool(tools, "stop", "stop", search::stop);
        live = tool(tools, "live", "live", this::live);
        around = tool(tools, "around", "around", this::around);
        tool(tools, "save", "export", this::export);
        filters = new FilterBar(this, (old, by) -> go(now.replace(old, by)), old -> go(now.minus(old)));
        bars = new Bars(this, (from, to) -> go(now.range(TimeRange.between(from, to))));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bars);
        results = new Composite(this, SWT.NONE);
        results.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).hint(300, 120).applyTo(results);
        SashForm sides = new SashForm(results, SWT.HORIZONTAL);
        fields = new FieldList(sides, field -> () -> top(field), this::plus, this::column);
        SashForm lower = new SashForm(sides, SWT.VERTICAL);
        events = new EventTable(lower, settings);
        GridDataFactory.fillDefaults().hint(RowTable.ANY_SIZE).applyTo(events.table().control());
        detail = new EventDetail(lower, this::plus, this::column);
        sides.setWeights(1, 4);
        lower.setWeights(3, 2);
        content = sides;
        nothing = new EmptyState(results, "results-large", LogText.get("empty"), LogText.get("empty.text"));
        stack.topControl = content;
        status = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).applyTo(status);
        events.table().control().addListener(SWT.Selection, e -> chosen());
        events.table().control().addListener(SWT.KeyDown, e -> {
            if (e.character == SWT.ESC && tail != null) {
                tail.goOn();
            } else if (e.character == 'n' || e.character == 'N') {
                status(events.nextError(e.character == 'n' ? 1 : -1) ? status.getText() : LogText.get("errors.none"));
            }
        });
        events.table().onArranged(saved::label);
        line.onWantsCompletion(this::complete);
        addListener(SWT.Dispose, e -> endTail());
        restore();
    }

    private static Tool tool(ToolBar bar, String icon, String key, Runnable action) {
        Tool tool = new Tool(bar, icon, "", action);
        tool.tip(LogText.get("tool." + key));
        return tool;
    }

    private void restore() {
        TimeRange range = TimeRange.last(Duration.ofHours(24));
        try {
            range = TimeRange.USUAL.get(settings.getInt(RANGE));
        } catch (NumberFormatException | IndexOutOfBoundsException firstTime) {
            settings.put(RANGE, TimeRange.USUAL.indexOf(range));
        }
        String text = settings.get(QUERY);
        now = new Looking(text == null ? "" : text, List.of(), range);
        write();
        ask(now);
    }

    /** Looks at something else, for other parts of the program; what was looked at before is one step back. */
    public void look(String query, Instant from, Instant to) {
        saved.left();
        go(new Looking(query, List.of(), from == null && to == null ? TimeRange.ALL : TimeRange.between(from, to)));
    }

    private void typed(String text) {
        if (writing) {
            return;
        }
        now = now.text(text);
        settings.put(QUERY, text);
        saved.label();
        ask(now);
    }

    private void ranged() {
        int index = ranges.getSelectionIndex();
        if (index >= 0 && index < TimeRange.USUAL.size()) {
            settings.put(RANGE, index);
            go(now.range(TimeRange.USUAL.get(index)));
        }
    }

    private void plus(Filter filter) {
        go(now.plus(filter));
    }

    private void column(String field) {
        events.toggle(field);
        saved.label();
    }

    private void go(Looking next) {
        if (!next.equals(now)) {
            earlier.push(now);
            later.clear();
            now = next;
        }
        write();
        ask(now);
    }

    private void back() {
        step(earlier, later);
    }

    private void forward() {
        step(later, earlier);
    }

    private void step(Deque<Looking> from, Deque<Looking> to) {
        if (!from.isEmpty()) {
            to.push(now);
            now = from.pop();
            write();
            ask(now);
        }
    }

    /** Brings the controls to what is looked at. */
    private void write() {
        writing = true;
        if (!line.text().equals(now.text())) {
            line.text(now.text());
        }
        List<String> labels = new ArrayList<>(TimeRange.USUAL.stream().map(TimeRange::label).toList());
        int index = TimeRange.USUAL.indexOf(now.range());
        if (index < 0) {
            labels.add(now.range().label());
            index = labels.size() - 1;
        }
        ranges.setItems(labels.toArray(String[]::new));
        ranges.select(index);
        ranges.requestLayout();
        filters.show(now.filters());
        writing = false;
        saved.label();
        back.enable(!earlier.isEmpty());
        forward.enable(!later.isEmpty());
    }

    private void ask(Looking looking) {
        endTail();
        try {
            LogQuery query = looking.query(Instant.now());
            line.problem(null);
            marks = Marks.of(query.query());
            search.ask(query);
        } catch (QueryException wrong) {
            line.problem(wrong);
        }
        back.enable(!earlier.isEmpty());
        forward.enable(!later.isEmpty());
    }

    @Override
    public void began() {
        stop.enable(true);
        status(LogText.get("status.searching"));
    }

    @Override
    public void rows(List<Event> found, Duration took, boolean bare) {
        mark();
        events.show(found, null);
        status(found.isEmpty() ? LogText.get("status.none") : LogText.get("status.rows", Formats.number(found.size()), Formats.duration(took)));
        Control top = bare ? nothing : content;
        if (top != stack.topControl) {
            stack.topControl = top;
            results.layout(true, true);
        }
        chosen();
    }

    private void mark() {
        events.marks(marks);
        detail.marks(marks);
    }

    @Override
    public void bars(Histogram histogram) {
        bars.show(histogram);
        if (histogram.total() > 0) {
            status(LogText.get("status.found", Formats.number(histogram.total()), Formats.number(Math.min(histogram.total(), Search.ROWS))));
        }
        matched = histogram.total();
    }

    @Override
    public void fields(List<FieldSummary> newest) {
        fields.show(newest, matched);
    }

    @Override
    public void ended() {
        stop.enable(false);
    }

    @Override
    public void failed(Problem problem) {
        status(problem.line());
    }

    private void status(String text) {
        status.setText(text.replace("&", "&&"));
    }

    private void chosen() {
        List<Event> selected = events.table().selection();
        detail.show(selected.isEmpty() ? null : selected.getFirst());
        around.enable(selected.size() == 1 && selected.getFirst().node().isPresent());
    }

    private void top(String field) {
        try {
            LogQuery query = now.query(Instant.now());
            OperationJob.compute(getShell(), LogText.get("values.name"), () -> store.top(query, field, TOP_VALUES, Progress.none()),
                    (TopValues values) -> {
                        if (!isDisposed()) {
                            fields.values(field, values);
                        }
                    });
        } catch (QueryException wrong) {
            line.problem(wrong);
        }
    }

    private void complete() {
        Thread.ofVirtual().name("log fields").start(() -> {
            try {
                List<String> names = store.fields(LogQuery.of(Query.parse("*")), Progress.none()).stream().map(FieldSummary::name).toList();
                getDisplay().asyncExec(() -> {
                    if (!isDisposed()) {
                        line.completion(new Completion(names, field -> List.of()));
                    }
                });
            } catch (Exception unknown) {
                Problems.log(unknown);
            }
        });
    }

    private void around() {
        List<Event> selected = events.table().selection();
        if (selected.size() != 1) {
            return;
        }
        Event anchor = selected.getFirst();
        OperationJob.compute(getShell(), LogText.get("tool.around"), () -> store.around(anchor, Query.parse("*"), AROUND, AROUND, Progress.none()),
                (Surroundings surroundings) -> {
                    if (isDisposed()) {
                        return;
                    }
                    endTail();
                    search.stop();
                    earlier.push(now);
                    back.enable(true);
                    List<Event> all = new ArrayList<>(surroundings.before());
                    all.add(surroundings.anchor());
                    all.addAll(surroundings.after());
                    events.show(all.reversed(), anchor);
                    status(LogText.get("status.around", anchor.node().orElse(""), Formats.full(anchor.time())));
                    chosen();
                });
    }

    private void live() {
        if (tail != null) {
            ask(now);
            return;
        }
        try {
            Query query = now.query(Instant.now()).query();
            marks = Marks.of(query);
            mark();
            tail = new LiveTail(store, query, events, this::status);
            live.tip(LogText.get("tool.live.stop"));
        } catch (QueryException wrong) {
            line.problem(wrong);
        } catch (org.bancada.core.ProblemException failed) {
            failed(failed.problem());
        }
    }

    private void endTail() {
        if (tail != null) {
            tail.close();
            tail = null;
            if (!isDisposed()) {
                live.tip(LogText.get("tool.live"));
            }
        }
    }

    private void export() {
        try {
            new ExportDialogs(getShell(), store).export(now.query(Instant.now()), events.chosen());
        } catch (QueryException wrong) {
            line.problem(wrong);
        }
    }

    private final class SavedScreen implements SavedMenu.Screen {
        @Override
        public SavedSearch now(String name) {
            return Saved.of(name, now, events.arrangement());
        }

        @Override
        public void open(SavedSearch search) {
            events.arrange(search.shownColumns());
            go(Saved.looking(search));
        }

        @Override
        public void alert(SavedSearch search) {
            RuleDialog.open(getShell(), search.name(), search.wholeQuery(), rule -> status(LogText.get("saved.alert.done", rule.name())));
        }
    }

    /** The menu of saved searches, for a command. */
    void dropSaved() {
        saved.drop();
    }

    /** The table, for commands and tests. */
    public RowTable<Event> table() {
        return events.table();
    }

    @Override
    public boolean setFocus() {
        return line.setFocus();
    }
}
