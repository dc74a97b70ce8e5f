package org.bancada.ui.remote;

import java.util.List;

import org.bancada.remote.Deferred;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** The actions that wait for nodes which are off; they can be taken back. */
final class WaitingDialog extends Dialog {
    private static final int TAKE_BACK = IDialogConstants.CLIENT_ID;
    private final Deferred deferred;
    private RowTable<Deferred.Waiting> table;
    private Label count;
    private Refresh<List<Deferred.Waiting>> refresh;

    WaitingDialog(Shell parent, Deferred deferred) {
        super(parent);
        this.deferred = deferred;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(RemoteText.get("waiting.name"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(14, 12).spacing(6, 8).applyTo(area);
        count = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(count);
        table = new RowTable<>(area, SWT.BORDER | SWT.MULTI, RemoteText.get("waiting.name"), Deferred.Waiting::id, columns(),
                new DialogSettings("waiting"));
        GridDataFactory.fillDefaults().grab(true, true).hint(760, 260).applyTo(table.control());
        refresh = new Refresh<>(area, () -> {
            List<Deferred.Waiting> all = deferred.waiting();
            return table.order() == null ? all : all.stream().sorted(table.order()).toList();
        }, this::show);
        table.onSort(refresh::now);
        table.control().addListener(SWT.Selection, e -> update());
        return area;
    }

    @Override
    public void create() {
        super.create();
        refresh.now();
    }

    private static List<Column<Deferred.Waiting>> columns() {
        return List.of(Column.text("node", RemoteText.get("results.node"), 120, Deferred.Waiting::node),
                Column.text("action", RemoteText.get("waiting.action"), 300, w -> w.action().strip().replaceAll("\\s*\\R\\s*", " ⏎ ")),
                Column.value("since", RemoteText.get("waiting.since"), 150, Deferred.Waiting::since, Formats::time),
                Column.value("expiry", RemoteText.get("waiting.expiry"), 150, Deferred.Waiting::expiry, Formats::time));
    }

    private void show(List<Deferred.Waiting> all) {
        table.rows(all);
        count.setText(RemoteText.get("waiting.count", all.size()));
        update();
    }

    private void update() {
        getButton(TAKE_BACK).setEnabled(table.control().getSelectionCount() > 0);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, TAKE_BACK, RemoteText.get("waiting.takeBack"), false).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, RemoteText.get("close"), true);
    }

    @Override
    protected void buttonPressed(int id) {
        if (id != TAKE_BACK) {
            super.buttonPressed(id);
            return;
        }
        List<Long> chosen = table.selection().stream().map(Deferred.Waiting::id).toList();
        Thread.ofVirtual().start(() -> {
            chosen.forEach(deferred::cancel);
            refresh.now();
        });
    }
}
