package org.bancada.ui.virt;

import java.util.List;
import java.util.function.BiConsumer;

import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.RowTable;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestSnapshot;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** A guest's snapshots; one is chosen, or a new one named. What follows shows its plan first. */
final class SnapshotsDialog extends Dialog {
    static final String CREATE = "create";
    static final String REVERT = "revert";
    static final String DELETE = "delete";
    private static final int WIDTH = 560;
    private static final int HEIGHT = 180;

    private final Guest guest;
    private final List<GuestSnapshot> snapshots;
    private final BiConsumer<String, String> chosen;
    private RowTable<GuestSnapshot> table;
    private Text name;
    private Button create;
    private Button revert;
    private Button delete;

    /** @param chosen told what to do (CREATE, REVERT or DELETE) with which snapshot, after the dialog has closed */
    SnapshotsDialog(Shell parent, Guest guest, List<GuestSnapshot> snapshots, BiConsumer<String, String> chosen) {
        super(parent);
        this.guest = guest;
        this.snapshots = snapshots;
        this.chosen = chosen;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(GuestText.get("snapshots.of", guest.name(), guest.node()));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(14, 12).spacing(6, 8).numColumns(3).applyTo(area);
        table = new RowTable<>(area, SWT.BORDER | SWT.SINGLE, GuestText.get("snapshots"), GuestSnapshot::name,
                List.of(Column.<GuestSnapshot>text("name", GuestText.get("snapshot"), 200, GuestSnapshot::name).withIcon(s -> s.current() ? "ok" : null),
                        Column.value("created", GuestText.get("created"), 140, GuestSnapshot::created, Formats::time),
                        Column.text("state", GuestText.get("state"), 100, s -> GuestText.get("state." + s.state())),
                        Column.text("parent", GuestText.get("parent"), 120, GuestSnapshot::parent)),
                new DialogSettings("snapshots"));
        table.onSort(() -> table.rows(table.order() == null ? snapshots : snapshots.stream().sorted(table.order()).toList()));
        table.rows(snapshots);
        table.control().addListener(SWT.Selection, e -> enable());
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).hint(WIDTH, HEIGHT).applyTo(table.control());
        Label label = new Label(area, SWT.NONE);
        label.setText(GuestText.get("snapshot.new"));
        name = new Text(area, SWT.BORDER);
        name.setTextLimit(60);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
        name.addListener(SWT.Modify, e -> enable());
        create = new Button(area, SWT.PUSH);
        create.setText(GuestText.get("create"));
        create.addListener(SWT.Selection, e -> choose(CREATE, name.getText().strip()));
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        revert = createButton(parent, IDialogConstants.CLIENT_ID, GuestText.get("revert"), false);
        delete = createButton(parent, IDialogConstants.CLIENT_ID + 1, GuestText.get("delete"), false);
        createButton(parent, IDialogConstants.CANCEL_ID, GuestText.get("close"), true);
        enable();
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.CLIENT_ID || id == IDialogConstants.CLIENT_ID + 1) {
            choose(id == IDialogConstants.CLIENT_ID ? REVERT : DELETE, table.selection().getFirst().name());
        } else {
            super.buttonPressed(id);
        }
    }

    private void enable() {
        create.setEnabled(!name.getText().isBlank());
        if (revert != null) {
            revert.setEnabled(!table.selection().isEmpty());
            delete.setEnabled(!table.selection().isEmpty());
        }
    }

    private void choose(String action, String snapshot) {
        close();
        chosen.accept(action, snapshot);
    }
}
