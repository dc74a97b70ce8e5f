package org.bancada.ui.fleet;

import org.bancada.cli.PracticeFleet;
import org.bancada.core.ProblemException;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Asks how many nodes a practice lab should have, and starts it. */
public final class StartPracticeHandler extends AbstractHandler {
    private static final int MOST = 252;

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        InputDialog dialog = new InputDialog(window.getShell(), FleetText.get("practice.title"), FleetText.get("practice.text", MOST), "6",
                text -> count(text) < 1 ? FleetText.get("practice.wrong", MOST) : null);
        if (dialog.open() == InputDialog.OK) {
            start(window, count(dialog.getValue()));
        }
        return null;
    }

    private static void start(IWorkbenchWindow window, int nodes) {
        OperationJob.Wording wording = new OperationJob.Wording(FleetText.get("practice.job"), FleetText.get("practice.verb"));
        try {
            OperationJob.ask(window.getShell(), wording, Services.need(PracticeFleet.class).start(nodes),
                    started -> FleetCommands.show(window.getActivePage(), NodesView.ID));
        } catch (ProblemException absent) {
            Problems.show(window.getShell(), absent);
        }
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text.strip());
            return count > MOST ? -1 : count;
        } catch (NumberFormatException wrong) {
            return -1;
        }
    }
}
