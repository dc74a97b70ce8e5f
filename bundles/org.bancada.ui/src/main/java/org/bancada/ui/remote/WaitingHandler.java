package org.bancada.ui.remote;

import org.bancada.remote.Remote;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the actions that wait for nodes which are off. */
public final class WaitingHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
        OperationJob.compute(shell, RemoteText.get("waiting.name"), () -> Services.need(Remote.class).deferred(),
                deferred -> new WaitingDialog(shell, deferred).open());
        return null;
    }
}
