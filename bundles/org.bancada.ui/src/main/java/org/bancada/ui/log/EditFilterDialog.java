package org.bancada.ui.log;

import org.eclipse.jface.dialogs.Dialog;
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

/** Another field or value for a condition, or its opposite. */
final class EditFilterDialog extends Dialog {
    private final Filter before;
    private Text field;
    private Text value;
    private Button negated;
    private Filter after;

    EditFilterDialog(Shell parent, Filter filter) {
        super(parent);
        before = filter;
    }

    /** What the person made of it; null when nothing. */
    Filter edited() {
        return open() == OK ? after : null;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(LogText.get("filter.edit.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        field = text(area, "detail.field", before.field());
        value = text(area, "detail.value", before.value());
        negated = new Button(area, SWT.CHECK);
        negated.setText(LogText.get("filter.edit.negated"));
        negated.setSelection(before.negated());
        GridDataFactory.fillDefaults().span(2, 1).applyTo(negated);
        value.selectAll();
        value.setFocus();
        return area;
    }

    private Text text(Composite area, String key, String content) {
        new Label(area, SWT.NONE).setText(LogText.get(key));
        Text text = new Text(area, SWT.BORDER);
        text.setText(content);
        text.addListener(SWT.Modify, e -> check());
        GridDataFactory.fillDefaults().grab(true, false).hint(360, SWT.DEFAULT).applyTo(text);
        return text;
    }

    private void check() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok != null) {
            ok.setEnabled(!field.getText().isBlank() && !value.getText().isEmpty());
        }
    }

    @Override
    protected void okPressed() {
        after = new Filter(field.getText().strip(), value.getText(), negated.getSelection(), before.enabled());
        super.okPressed();
    }
}
