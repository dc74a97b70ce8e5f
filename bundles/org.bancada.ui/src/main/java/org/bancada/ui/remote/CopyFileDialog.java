package org.bancada.ui.remote;

import java.nio.file.Path;

import org.bancada.ui.kit.FileField;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Which file, and where to on the nodes. */
final class CopyFileDialog extends TitleAreaDialog {
    private final int count;
    private final IDialogSettings settings;
    private FileField file;
    private Text destination;
    private Path chosen;
    private String target;

    CopyFileDialog(Shell parent, int count, IDialogSettings settings) {
        super(parent);
        this.count = count;
        this.settings = settings;
        setHelpAvailable(false);
        setReturnCode(CANCEL);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(RemoteText.get("copyFile.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(RemoteText.get("copyFile.heading", count));
        setMessage(RemoteText.get("copyFile.message"));
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(14, 12).spacing(10, 8).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        file = new FileField(area, RemoteText.get("copyFile.file"), RemoteText.get("copyFile.browse"), dialog -> { }, this::suggest);
        String last = settings.get("destination");
        destination = FileField.line(area, RemoteText.get("copyFile.destination"), 2, this::validate);
        destination.setText(last == null ? "" : last);
        return area;
    }

    private void suggest() {
        if (file.isReadable() && destination.getText().isBlank()) {
            destination.setText("/tmp/" + file.path().getFileName());
        }
        validate();
    }

    private void validate() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok == null) {
            return;
        }
        String wrong = null;
        String where = destination.getText().strip();
        if (!file.isEmpty() && !file.isReadable()) {
            wrong = RemoteText.get("copyFile.unreadable", file.typed());
        } else if (!where.isEmpty() && (!where.startsWith("/") || where.endsWith("/"))) {
            wrong = RemoteText.get("copyFile.wrongDestination");
        }
        setErrorMessage(wrong);
        ok.setEnabled(wrong == null && !file.isEmpty() && !where.isEmpty());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, RemoteText.get("copyFile.ok"), true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, RemoteText.get("cancel"), false);
    }

    @Override
    protected void okPressed() {
        chosen = file.path();
        target = destination.getText().strip();
        settings.put("destination", target);
        super.okPressed();
    }

    Path file() {
        return chosen;
    }

    String destination() {
        return target;
    }
}
