package org.bancada.ui.fleet;

import org.bancada.ui.kit.OperationJob;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Ends the practice lab. */
public final class StopPracticeHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        OperationJob.ask(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell(),
                new OperationJob.Wording(FleetText.get("practice.stop.job"), FleetText.get("practice.stop.verb")), new StopPractice(), done -> {
                });
        return null;
    }
}
