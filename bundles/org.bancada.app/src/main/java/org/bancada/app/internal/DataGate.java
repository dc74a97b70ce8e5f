package org.bancada.app.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

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
    private final Path root;
    private final FutureTask<OpenDataFolder> attempt = new FutureTask<>(this::take);
    private Display display;
    /** Written before the attempt is over, read after. */
    private Problem damage;

    /**
     * Begins to take the folder on a thread of its own: opening the display takes as long.
     *
     * @param root the data folder
     */
    public DataGate(Path root) {
        this.root = root;
        Thread.ofPlatform().name("data folder").start(attempt);
    }

    /**
     * @param shown where dialogs open; called on its thread
     * @return the folder, owned by this process; empty when the person has been told why not
     */
    public Optional<OpenDataFolder> open(Display shown) {
        display = shown;
        return open();
    }

    private Optional<OpenDataFolder> open() {
        OpenDataFolder data;
        try {
            data = attempt.get();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failed) {
            tell(problem(failed.getCause()), MESSAGES.text("gate.quit"));
            return Optional.empty();
        }
        if (damage == null || beginAnew(data)) {
            return Optional.of(data);
        }
        data.close();
        return Optional.empty();
    }

    private OpenDataFolder take() throws ProblemException {
        OpenDataFolder data = DataFolders.open(root, "workbench");
        try {
            data.checkDatabase();
        } catch (ProblemException damaged) {
            damage = damaged.problem();
        }
        return data;
    }

    private static Problem problem(Throwable failed) {
        return failed instanceof ProblemException known ? known.problem() : Problem.of(failed.toString());
    }

    private boolean beginAnew(OpenDataFolder data) {
        return tell(damage, MESSAGES.text("gate.quit"), MESSAGES.text("gate.aside")) == 1 && moveAside(data);
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
