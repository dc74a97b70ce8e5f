package org.bancada.ui.fleet;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Puts the caret into the selector above the nodes. */
public final class FilterHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            IViewPart part = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(NodesView.ID);
            if (part instanceof NodesView view && view.body() != null) {
                view.body().selector().setFocus();
            }
            return null;
        } catch (PartInitException failure) {
            throw new ExecutionException(failure.getMessage(), failure);
        }
    }
}
