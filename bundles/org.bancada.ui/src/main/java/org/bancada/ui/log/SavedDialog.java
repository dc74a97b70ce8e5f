package org.bancada.ui.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.bancada.core.NaturalOrder;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;

/** All saved searches, to open (Enter), rename (F2) or remove (Delete), those that cannot be used among them. */
final class SavedDialog extends Dialog {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 260;
    private static final int OPEN = IDialogConstants.CLIENT_ID;
    private static final int RENAME = IDialogConstants.CLIENT_ID + 1;
    private static final int REMOVE = IDialogConstants.CLIENT_ID + 2;

    private final SavedSearches searches;
    private final Consumer<SavedSearch> open;
    private final BiConsumer<String, String> renamed;
    private final StackLayout stack = new StackLayout();
    private Composite content;
    private RowTable<Row> table;
    private EmptyState nothing;
    private Refresh<List<Row>> refresh;

    /**
     * A search as it is listed.
     *
     * @param search null when it cannot be used
     * @param query its query, or what is wrong with it
     */
    record Row(String name, SavedSearch search, String query) {
        String time() {
            return search == null ? "" : Saved.range(search.times()).label();
        }

        String columns() {
            return search == null ? "" : search.columns().stream().map(SavedSearch.Column::field).collect(Collectors.joining(", "));
        }
    }

    /**
     * @param open told which one to open, after the dialog has closed
     * @param renamed told of a name and what it is now
     */
    SavedDialog(Shell parent, SavedSearches searches, Consumer<SavedSearch> open, BiConsumer<String, String> renamed) {
        super(parent);
        this.searches = searches;
        this.open = open;
        this.renamed = renamed;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(LogText.get("saved.dialog"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(14, 12).applyTo(area);
        content = new Composite(area, SWT.NONE);
        content.setLayout(stack);
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, HEIGHT).applyTo(content);
        table = new RowTable<>(content, SWT.BORDER | SWT.SINGLE, LogText.get("saved.dialog"), Row::name,
                List.of(Column.<Row>text("name", LogText.get("saved.column.name"), 170, Row::name).withIcon(row -> row.search() == null ? "failed" : null),
                        Column.text("query", LogText.get("query.name"), 270, Row::query), Column.text("time", LogText.get("range.name"), 170, Row::time),
                        Column.text("columns", LogText.get("saved.column.columns"), 170, Row::columns)),
                new DialogSettings("saved"));
        nothing = new EmptyState(content, "results-large", LogText.get("saved.none"), LogText.get("saved.none.text"));
        stack.topControl = table.control();
        refresh = new Refresh<>(content, this::load, this::show);
        table.onSort(refresh::now);
        table.control().addListener(SWT.Selection, e -> enable());
        table.control().addListener(SWT.DefaultSelection, e -> press(OPEN));
        table.control().addListener(SWT.KeyDown, this::key);
        Progress.Registration live = searches.onChange(refresh::live);
        content.addListener(SWT.Dispose, e -> live.close());
        refresh.now();
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, OPEN, LogText.get("saved.open"), false);
        createButton(parent, RENAME, LogText.get("saved.rename"), false);
        createButton(parent, REMOVE, LogText.get("saved.remove"), false);
        createButton(parent, IDialogConstants.CANCEL_ID, LogText.get("saved.close"), false);
        enable();
    }

    private List<Row> load() throws ProblemException {
        SavedMenu.Known known = SavedMenu.Known.of(searches);
        List<Row> rows = new ArrayList<>(known.list().stream().map(search -> new Row(search.name(), search, search.wholeQuery())).toList());
        known.broken().forEach((name, problem) -> rows.add(new Row(name, null, problem.what())));
        Comparator<Row> order = table.order();
        rows.sort(order == null ? Comparator.comparing(Row::name, NaturalOrder.INSTANCE) : order);
        return rows;
    }

    private void show(List<Row> rows) {
        table.rows(rows);
        stack.topControl = rows.isEmpty() ? nothing : table.control();
        content.layout();
        if (!rows.isEmpty() && table.selection().isEmpty()) {
            table.select(java.util.Set.of(rows.getFirst().name()));
        }
        enable();
    }

    private void enable() {
        if (getButton(OPEN) != null) {
            boolean one = !table.selection().isEmpty();
            boolean usable = one && table.selection().getFirst().search() != null;
            getButton(OPEN).setEnabled(usable);
            getButton(RENAME).setEnabled(usable);
            getButton(REMOVE).setEnabled(one);
        }
    }

    private void key(Event event) {
        if (event.keyCode == SWT.F2) {
            press(RENAME);
        } else if (event.keyCode == SWT.DEL) {
            press(REMOVE);
        }
    }

    private void press(int id) {
        Button button = getButton(id);
        if (button.isEnabled()) {
            buttonPressed(id);
        }
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case OPEN -> {
                SavedSearch search = table.selection().getFirst().search();
                close();
                open.accept(search);
            }
            case RENAME -> rename(table.selection().getFirst().name());
            case REMOVE -> OperationJob.ask(getShell(), new OperationJob.Wording(LogText.get("saved.removing"), LogText.get("saved.remove.verb")),
                    searches.remove(table.selection().getFirst().name()), done -> {
                    });
            default -> super.buttonPressed(id);
        }
    }

    private void rename(String name) {
        InputDialog dialog = new InputDialog(getShell(), LogText.get("saved.rename.title"), LogText.get("saved.name"), name, SavedMenu::wrong);
        if (dialog.open() == InputDialog.OK) {
            String other = dialog.getValue().strip();
            Operation<Void> operation = searches.rename(name, other);
            OperationJob.compute(getShell(), LogText.get("saved.renaming"), () -> operation.run(operation.plan(), Progress.none()), done -> renamed.accept(name, other));
        }
    }
}
