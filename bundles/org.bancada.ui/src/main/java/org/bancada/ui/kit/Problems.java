package org.bancada.ui.kit;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.swt.widgets.Shell;
import org.osgi.framework.FrameworkUtil;

/** Tells problems to people and to the error log. */
public final class Problems {
    static final String PLUGIN = "org.bancada.ui";

    private Problems() {
    }

    /** What a failure means for people: the problem it carries, or that something unexpected happened. */
    public static Problem of(Throwable failure) {
        if (failure instanceof ProblemException known) {
            return known.problem();
        }
        String detail = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Problem(KitText.get("problem.unexpected", detail), "", KitText.get("problem.unexpected.cure"));
    }

    /** Writes to the error log. Any thread. */
    public static void log(Throwable failure) {
        log(new Status(IStatus.ERROR, PLUGIN, of(failure).line(), failure));
    }

    private static void log(IStatus status) {
        if (Platform.isRunning()) {
            Platform.getLog(FrameworkUtil.getBundle(Problems.class)).log(status);
        } else {
            System.getLogger(PLUGIN).log(System.Logger.Level.ERROR, status.getMessage(), status.getException());
        }
    }

    /** Writes to the error log and opens a dialog. UI thread. */
    public static void show(Shell shell, Throwable failure) {
        log(failure);
        new ProblemDialog(shell, of(failure)).open();
    }
}
