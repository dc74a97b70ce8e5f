package org.bancada.ui.image;

import org.bancada.image.Image;
import org.bancada.ui.kit.Clip;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Puts an image's whole SHA-256 on the clipboard. */
public final class CopyDigestHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof Image image) {
            Clip.copy(HandlerUtil.getActiveShellChecked(event).getDisplay(), image.sha256());
        }
        return null;
    }
}
