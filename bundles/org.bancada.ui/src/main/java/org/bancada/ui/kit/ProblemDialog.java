package org.bancada.ui.kit;

import org.bancada.core.Problem;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Says what failed, where, and what to do next; all of it can be copied. */
public final class ProblemDialog extends Dialog {
    private static final int WIDTH_CHARACTERS = 68;
    private final Problem problem;

    public ProblemDialog(Shell parent, Problem problem) {
        super(parent);
        this.problem = problem;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(KitText.get("problem.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(16, 16).spacing(12, 10).applyTo(area);
        Label icon = new Label(area, SWT.NONE);
        icon.setImage(new Icons(area).get("problem"));
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(icon);
        text(area, problem.what(), true);
        part(area, "problem.where", problem.where());
        part(area, "problem.cure", problem.cure());
        return area;
    }

    private void part(Composite area, String heading, String value) {
        if (value.isEmpty()) {
            return;
        }
        new Label(area, SWT.NONE);
        Label label = new Label(area, SWT.NONE);
        label.setText(KitText.get(heading));
        label.setFont(org.eclipse.jface.resource.JFaceResources.getFontRegistry().getBold(org.eclipse.jface.resource.JFaceResources.DEFAULT_FONT));
        new Label(area, SWT.NONE);
        text(area, value, false);
    }

    private void text(Composite area, String value, boolean first) {
        Text text = new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY);
        text.setText(value);
        text.setBackground(area.getBackground());
        GridDataFactory.fillDefaults().grab(true, false).hint(convertWidthInCharsToPixels(WIDTH_CHARACTERS), SWT.DEFAULT).applyTo(text);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.HELP_ID, KitText.get("copy"), false);
        createButton(parent, IDialogConstants.OK_ID, KitText.get("close"), true).setFocus();
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.HELP_ID) {
            Clip.copy(getShell().getDisplay(), problem.line());
        } else {
            super.buttonPressed(id);
        }
    }
}
