package org.bancada.ui.remote;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Which file, and where to on the nodes. */
final class CopyFileDialog extends TitleAreaDialog {
    private final int count;
    private final IDialogSettings settings;
    private Text file;
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
        file = text(area, "copyFile.file", 1);
        Button browse = new Button(area, SWT.PUSH);
        browse.setText(RemoteText.get("copyFile.browse"));
        browse.addListener(SWT.Selection, e -> browse());
        String last = settings.get("destination");
        destination = text(area, "copyFile.destination", 2);
        destination.setText(last == null ? "" : last);
        return area;
    }

    private Text text(Composite area, String key, int span) {
        Label label = new Label(area, SWT.NONE);
        label.setText(RemoteText.get(key));
        Text text = new Text(area, SWT.BORDER);
        text.addListener(SWT.Modify, e -> validate());
        GridDataFactory.fillDefaults().grab(true, false).span(span, 1).align(SWT.FILL, SWT.CENTER).hint(380, SWT.DEFAULT).applyTo(text);
        return text;
    }

    private void browse() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        String picked = dialog.open();
        if (picked != null) {
            file.setText(picked);
            if (destination.getText().isBlank()) {
                destination.setText("/tmp/" + Path.of(picked).getFileName());
            }
        }
    }

    private void validate() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok == null) {
            return;
        }
        String wrong = null;
        String typed = file.getText().strip();
        String where = destination.getText().strip();
        if (!typed.isEmpty() && !readable(typed)) {
            wrong = RemoteText.get("copyFile.unreadable", typed);
        } else if (!where.isEmpty() && (!where.startsWith("/") || where.endsWith("/"))) {
            wrong = RemoteText.get("copyFile.wrongDestination");
        }
        setErrorMessage(wrong);
        ok.setEnabled(wrong == null && !typed.isEmpty() && !where.isEmpty());
    }

    private static boolean readable(String typed) {
        try {
            return Files.isRegularFile(Path.of(typed)) && Files.isReadable(Path.of(typed));
        } catch (InvalidPathException wrong) {
            return false;
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, RemoteText.get("copyFile.ok"), true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, RemoteText.get("cancel"), false);
    }

    @Override
    protected void okPressed() {
        chosen = Path.of(file.getText().strip());
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
