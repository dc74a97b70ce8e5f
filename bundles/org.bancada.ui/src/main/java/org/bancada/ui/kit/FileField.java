package org.bancada.ui.kit;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Label, line and button with which a person chooses a file to read; they fill one row of a grid with three columns. */
public final class FileField {
    private final Text text;

    /**
     * @param label before the line
     * @param browse on the button
     * @param prepare gets the dialog before it opens, to set what it offers
     * @param changed called after every change
     */
    public FileField(Composite grid, String label, String browse, Consumer<FileDialog> prepare, Runnable changed) {
        text = line(grid, label, 1, changed);
        Button button = new Button(grid, SWT.PUSH);
        button.setText(browse);
        button.addListener(SWT.Selection, e -> {
            FileDialog dialog = new FileDialog(grid.getShell(), SWT.OPEN);
            prepare.accept(dialog);
            String picked = dialog.open();
            if (picked != null) {
                text.setText(picked);
            }
        });
    }

    /** A label and a line to type into, in a grid; the line spans {@code span} columns. */
    public static Text line(Composite grid, String label, int span, Runnable changed) {
        new Label(grid, SWT.NONE).setText(label);
        Text line = new Text(grid, SWT.BORDER);
        line.addListener(SWT.Modify, e -> changed.run());
        GridDataFactory.fillDefaults().grab(true, false).span(span, 1).align(SWT.FILL, SWT.CENTER).hint(380, SWT.DEFAULT).applyTo(line);
        return line;
    }

    public boolean isEmpty() {
        return typed().isEmpty();
    }

    /** What stands in the line. */
    public String typed() {
        return text.getText().strip();
    }

    /** Whether there is such a file, and it can be read. */
    public boolean isReadable() {
        try {
            return Files.isRegularFile(Path.of(typed())) && Files.isReadable(Path.of(typed()));
        } catch (InvalidPathException wrong) {
            return false;
        }
    }

    /** The file; to be asked only when {@link #isReadable}. */
    public Path path() {
        return Path.of(typed());
    }
}
