package org.bancada.app.internal;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the keys of all commands. */
public final class ShortcutsHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        new ShortcutsDialog(HandlerUtil.getActiveShell(event)).open();
        return null;
    }
}
