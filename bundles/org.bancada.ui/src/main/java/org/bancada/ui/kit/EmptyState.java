package org.bancada.ui.kit;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** What a screen says while it has nothing to show: why, and what to do about it. */
public final class EmptyState extends ScrolledComposite {
    private static final int TEXT_WIDTH = 420;
    private static final int LEAST_WIDTH = 140;
    private static final int MARGIN = 20;
    private final Composite content;
    private final Label heading;
    private final Label text;
    private Composite buttons;

    /** @param icon name of a picture of {@code icons/} */
    public EmptyState(Composite parent, String icon, String heading, String text) {
        super(parent, SWT.V_SCROLL);
        setExpandHorizontal(true);
        setExpandVertical(true);
        Composite outer = new Composite(this, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(12, 12).applyTo(outer);
        content = new Composite(outer, SWT.NONE);
        GridLayoutFactory.swtDefaults().spacing(6, 10).applyTo(content);
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).grab(true, true).applyTo(content);
        Label picture = new Label(content, SWT.NONE);
        picture.setImage(new Icons(this).get(icon));
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(picture);
        this.heading = label(heading);
        this.heading.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        this.text = label(text);
        setContent(outer);
        text(heading, text);
        addListener(SWT.Resize, e -> fit());
    }

    private Label label(String value) {
        Label label = new Label(content, SWT.WRAP | SWT.CENTER);
        label.setText(value);
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.CENTER).grab(true, false).hint(TEXT_WIDTH, SWT.DEFAULT).applyTo(label);
        return label;
    }

    /** Says something else. */
    public void text(String newHeading, String newText) {
        if (newHeading.equals(heading.getText()) && newText.equals(text.getText()) && getMinHeight() > 0) {
            return;
        }
        heading.setText(newHeading);
        text.setText(newText);
        text.setVisible(!newText.isEmpty());
        measure();
    }

    /** Adds a button below the text. */
    public EmptyState button(String label, Runnable action) {
        if (buttons == null) {
            buttons = new Composite(content, SWT.NONE);
            GridLayoutFactory.fillDefaults().spacing(8, 8).applyTo(buttons);
            GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.CENTER).applyTo(buttons);
        }
        Button button = new Button(buttons, SWT.PUSH);
        button.setText(label);
        button.addListener(SWT.Selection, e -> action.run());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
        measure();
        return this;
    }

    /** In a narrow view the text wraps earlier; nothing is cut off. */
    private void fit() {
        int width = Math.clamp(getClientArea().width - 2L * MARGIN, LEAST_WIDTH, TEXT_WIDTH);
        for (Label label : new Label[] {heading, text}) {
            ((GridData) label.getLayoutData()).widthHint = width;
        }
        measure();
    }

    private void measure() {
        content.requestLayout();
        setMinSize(getContent().computeSize(SWT.DEFAULT, SWT.DEFAULT));
    }

    @Override
    public boolean setFocus() {
        return buttons != null ? buttons.setFocus() : super.setFocus();
    }
}
