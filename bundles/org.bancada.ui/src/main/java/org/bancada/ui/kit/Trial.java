package org.bancada.ui.kit;

import java.util.concurrent.Callable;

import org.bancada.core.ProblemException;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** A button that tries out what is typed on a settings page, off the UI thread, and under it what came of that. */
public final class Trial extends Composite {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 92;

    private final Button button;
    private final Text result;
    private boolean possible;
    private boolean running;

    /** Reads the fields, on the UI thread. */
    @FunctionalInterface
    public interface Typed {
        /** @return tries it, off the UI thread; its result is for people */
        Callable<String> read() throws ProblemException;
    }

    /** @param name of the job, for the progress view; also shown while it runs */
    public Trial(Composite parent, String label, String name, Typed typed) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(this);
        button = new Button(this, SWT.PUSH);
        button.setText(label);
        button.setEnabled(false);
        result = new Text(this, SWT.WRAP | SWT.MULTI | SWT.READ_ONLY);
        result.setBackground(parent.getBackground());
        Accessibles.name(result, name);
        result.setVisible(false); // else it would be the first that has the keys
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, HEIGHT).applyTo(result);
        button.addListener(SWT.Selection, e -> start(name, typed));
    }

    private void start(String name, Typed typed) {
        try {
            Callable<String> work = typed.read();
            running = true;
            enable(possible);
            say(name);
            OperationJob.compute(getShell(), name, () -> said(work), this::show);
        } catch (ProblemException unreadable) {
            say(text(unreadable));
        }
    }

    private void say(String text) {
        result.setText(text);
        result.setVisible(true);
    }

    private static String said(Callable<String> work) throws Exception {
        try {
            return work.call();
        } catch (ProblemException wrong) {
            return text(wrong);
        }
    }

    private static String text(ProblemException wrong) {
        return (wrong.problem().what() + "\n" + wrong.problem().cure()).strip();
    }

    private void show(String said) {
        if (!isDisposed()) {
            running = false;
            say(said);
            enable(possible);
        }
    }

    /** @param now whether what is typed can be tried */
    public void enable(boolean now) {
        possible = now;
        button.setEnabled(possible && !running);
    }
}
