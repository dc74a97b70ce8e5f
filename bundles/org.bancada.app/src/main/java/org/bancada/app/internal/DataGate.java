package org.bancada.app.internal;

import java.nio.file.Path;
import java.util.Optional;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Takes the data folder before the workbench opens; when that fails it tells the person why, and what can be done. */
public final class DataGate {
    static final Messages MESSAGES = Messages.beside(DataGate.class);
    private final Display display;
    private final Path root;

    /** @param root the data folder */
    public DataGate(Display display, Path root) {
        this.display = display;
        this.root = root;
    }

    /** @return the folder, owned by this process; empty when the person has been told why not */
    public Optional<OpenDataFolder> open() {
        OpenDataFolder data;
        try {
            data = DataFolders.open(root, "workbench");
        } catch (ProblemException refused) {
            tell(refused.problem(), MESSAGES.text("gate.quit"));
            return Optional.empty();
        }
        if (isUsable(data)) {
            return Optional.of(data);
        }
        data.close();
        return Optional.empty();
    }

    private boolean isUsable(OpenDataFolder data) {
        try {
            data.checkDatabase();
            return true;
        } catch (ProblemException damaged) {
            boolean beginAnew = tell(damaged.problem(), MESSAGES.text("gate.quit"), MESSAGES.text("gate.aside")) == 1;
            return beginAnew && moveAside(data);
        }
    }

    private boolean moveAside(OpenDataFolder data) {
        try {
            Path kept = data.moveDatabaseAside();
            tell(new Problem(MESSAGES.text("gate.kept"), kept.toString(), ""), MESSAGES.text("gate.continue"));
            return true;
        } catch (ProblemException failed) {
            tell(failed.problem(), MESSAGES.text("gate.quit"));
            return false;
        }
    }

    /** @return index of the button, 0 also when the dialog was closed */
    private int tell(Problem problem, String... buttons) {
        System.err.println(problem.line());
        // A shell of its own: without one, window managers show no entry for the dialog in their lists.
        Shell owner = new Shell(display);
        owner.setText("Bancada");
        try {
            StringBuilder text = new StringBuilder(problem.what());
            for (String part : new String[] {problem.where(), problem.cure()}) {
                if (!part.isEmpty()) {
                    text.append("\n\n").append(part);
                }
            }
            return Math.max(0, new MessageDialog(owner, "Bancada", null, text.toString(), MessageDialog.ERROR, 0, buttons).open());
        } finally {
            owner.dispose();
        }
    }
}
