package org.bancada.ui.fleet;

import org.bancada.cli.PracticeFleet;
import org.bancada.core.ProblemException;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Ends the practice lab. */
public final class StopPracticeHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
        OperationJob.Wording wording = new OperationJob.Wording(FleetText.get("practice.stop.job"), FleetText.get("practice.stop.verb"));
        try {
            OperationJob.ask(shell, wording, Services.need(PracticeFleet.class).stop(), stopped -> {
            });
        } catch (ProblemException absent) {
            Problems.show(shell, absent);
        }
        return null;
    }
}
