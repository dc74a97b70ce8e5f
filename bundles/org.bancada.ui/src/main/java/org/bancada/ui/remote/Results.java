package org.bancada.ui.remote;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.bancada.core.Progress;
import org.bancada.ui.kit.Clip;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
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
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;

/** One action on nodes, live: its rows, the output of the selected node, and what can be done about failures. */
public final class Results extends Composite {
    private final Sessions sessions;
    private final Consumer<Session> retry;
    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final Composite content;
    private final Combo chooser;
    private final Label summary;
    private final RowTable<Session.Row> table;
    private final OutputText output;
    private final Tool cancel;
    private final Tool again;
    private final Refresh<Shown> refresh;
    private List<Session> listed = List.of();
    private volatile Want want = new Want(null, "", 0);

    /** @param from number of the first output line that is not on the screen yet */
    private record Want(Session session, String uuid, long from) {
    }

    private record Shown(List<Session> sessions, Want want, List<Session.Row> rows, boolean over, Output.Part part) {
    }

    /** @param retry starts the same action on the nodes where it failed */
    public Results(Composite parent, Sessions sessions, IDialogSettings settings, Consumer<Session> retry) {
        super(parent, SWT.NONE);
        this.sessions = sessions;
        this.retry = retry;
        setLayout(stack);
        nothing = new EmptyState(this, "results-large", RemoteText.get("results.none"), RemoteText.get("results.none.text"));
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).extendedMargins(6, 6, 6, 0).spacing(8, 4).applyTo(content);
        chooser = new Combo(content, SWT.DROP_DOWN | SWT.READ_ONLY);
        org.bancada.ui.kit.Accessibles.name(chooser, RemoteText.get("results.chooser"));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(200, SWT.DEFAULT).applyTo(chooser);
        chooser.addListener(SWT.Selection, e -> choose(listed.get(chooser.getSelectionIndex())));
        ToolBar bar = new ToolBar(content, SWT.FLAT | SWT.RIGHT);
        cancel = tool(bar, "stop", "results.cancel", () -> want.session().cancel());
        again = tool(bar, "retry", "results.retry", () -> this.retry.accept(want.session()));
        tool(bar, "copy", "results.copy", this::copy);
        tool(bar, "save", "results.save", this::save);
        summary = new Label(content, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(summary);
        SashForm sash = new SashForm(content, SWT.HORIZONTAL | SWT.SMOOTH);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(RowTable.ANY_SIZE).applyTo(sash);
        table = new RowTable<>(sash, SWT.MULTI, RemoteText.get("results.nodes"), Session.Row::uuid, columns(), settings);
        output = new OutputText(sash);
        sash.setWeights(55, 45);
        stack.topControl = nothing;
        refresh = new Refresh<>(this, this::load, this::show);
        table.onSort(refresh::now);
        table.control().addListener(SWT.Selection, e -> follow());
        Progress.Registration live = sessions.onChange(refresh::live);
        addListener(SWT.Dispose, e -> live.close());
        refresh.now();
    }

    private static Tool tool(ToolBar bar, String icon, String key, Runnable action) {
        return new Tool(bar, icon, RemoteText.get(key), action);
    }

    private static List<Column<Session.Row>> columns() {
        return List.of(Column.text("node", RemoteText.get("results.node"), 120, Session.Row::node).withIcon(Results::icon),
                Column.text("state", RemoteText.get("results.state"), 135, Results::state),
                Column.<Session.Row>text("exit", RemoteText.get("results.exit"), 50, r -> r.exitCode() < 0 ? "" : Integer.toString(r.exitCode()))
                        .sortedBy(Comparator.comparingInt(Session.Row::exitCode)).rightAligned(),
                Column.value("duration", RemoteText.get("results.duration"), 80, Session.Row::duration, Formats::duration),
                Column.text("last", RemoteText.get("results.last"), 320, Session.Row::last));
    }

    private static String icon(Session.Row row) {
        return switch (row.state()) {
            case PENDING -> "pending";
            case RUNNING -> "running";
            case DONE -> row.exitCode() == 0 ? "ok" : "failed";
            case FAILED -> "failed";
            case DEFERRED -> "waiting";
            case CANCELLED -> "cancelled";
        };
    }

    private static String state(Session.Row row) {
        boolean exit = row.state() == Session.State.DONE && row.exitCode() != 0;
        return RemoteText.get(exit ? "state.EXIT" : "state." + row.state().name());
    }

    RowTable<Session.Row> table() {
        return table;
    }

    private void choose(Session session) {
        want = new Want(session, "", 0);
        output.clear("");
        table.rows(List.of());
        refresh.now();
    }

    private void follow() {
        List<Session.Row> selected = table.selection();
        String uuid = selected.isEmpty() ? "" : selected.getFirst().uuid();
        if (!uuid.equals(want.uuid())) {
            want = new Want(want.session(), uuid, 0);
            output.clear(selected.isEmpty() ? "" : selected.getFirst().node());
            refresh.now();
        }
    }

    private Shown load() {
        Want asked = want;
        List<Session> all = sessions.list();
        Session session = asked.session();
        if (session == null) {
            return new Shown(all, asked, List.of(), true, null);
        }
        List<Session.Row> rows = session.rows();
        Comparator<Session.Row> order = table.order();
        Output printed = asked.uuid().isEmpty() ? null : session.output(asked.uuid());
        return new Shown(all, asked, order == null ? rows : rows.stream().sorted(order).toList(), session.isOver(),
                printed == null ? null : printed.since(asked.from()));
    }

    private void show(Shown now) {
        if (!now.sessions().equals(listed)) {
            boolean newest = !now.sessions().isEmpty() && (listed.isEmpty() || now.sessions().getFirst() != listed.getFirst());
            listed = now.sessions();
            chooser.setItems(listed.stream().map(s -> Formats.time(s.started()) + "   " + s.title()).toArray(String[]::new));
            stack.topControl = listed.isEmpty() ? nothing : content;
            layout();
            if (newest) {
                choose(listed.getFirst());
            }
            chooser.select(listed.indexOf(want.session()));
        }
        if (now.want().session() != want.session()) {
            return;
        }
        table.rows(now.rows());
        summarise(now);
        if (table.control().getSelectionCount() == 0 && !now.rows().isEmpty()) {
            table.control().select(0);
            table.control().notifyListeners(SWT.Selection, new org.eclipse.swt.widgets.Event());
        }
        now.rows().stream().filter(row -> row.uuid().equals(want.uuid())).findFirst().ifPresent(row -> output.note(row.reason()));
        if (now.part() != null && now.want().equals(want)) {
            output.append(now.part(), want.from());
            want = new Want(want.session(), want.uuid(), now.part().end());
        }
    }

    private void summarise(Shown now) {
        Map<Session.State, Integer> counts = new EnumMap<>(Session.State.class);
        now.rows().forEach(r -> counts.merge(r.state(), 1, Integer::sum));
        long good = now.rows().stream().filter(Session.Row::succeeded).count();
        long bad = now.rows().stream().filter(r -> r.state() == Session.State.FAILED || r.state() == Session.State.DONE && !r.succeeded()).count();
        int left = counts.getOrDefault(Session.State.PENDING, 0) + counts.getOrDefault(Session.State.RUNNING, 0);
        StringBuilder text = new StringBuilder(RemoteText.get("summary.succeeded", good, now.rows().size()));
        part(text, "summary.failed", bad);
        part(text, "summary.left", left);
        part(text, "summary.deferred", counts.getOrDefault(Session.State.DEFERRED, 0));
        part(text, "summary.cancelled", counts.getOrDefault(Session.State.CANCELLED, 0));
        if (!text.toString().equals(summary.getText())) {
            summary.setText(text.toString());
        }
        cancel.enable(!now.over());
        again.enable(now.over() && good + counts.getOrDefault(Session.State.DEFERRED, 0) < now.rows().size());
    }

    private static void part(StringBuilder text, String key, long count) {
        if (count > 0) {
            text.append("  ·  ").append(RemoteText.get(key, count));
        }
    }

    private void copy() {
        Session session = want.session();
        OperationJob.compute(getShell(), RemoteText.get("results.copy"), () -> {
            StringBuilder all = new StringBuilder();
            SavedOutput.write(session, all);
            return all.toString();
        }, text -> Clip.copy(getDisplay(), text));
    }

    private void save() {
        Session session = want.session();
        FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
        dialog.setFileName(RemoteText.get("results.file"));
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            OperationJob.compute(getShell(), RemoteText.get("results.save"), () -> SavedOutput.save(session, Path.of(chosen)), done -> {
            });
        }
    }

    @Override
    public boolean setFocus() {
        Control first = stack.topControl == content ? table.control() : nothing;
        return first.setFocus();
    }
}
