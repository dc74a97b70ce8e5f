package org.bancada.ui.log;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the menu of saved searches by a key. */
public final class SavedHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof DiscoverView view && view.body() != null) {
            view.body().dropSaved();
        }
        return null;
    }
}
