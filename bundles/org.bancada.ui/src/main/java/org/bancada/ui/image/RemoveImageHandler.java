package org.bancada.ui.image;

import org.bancada.core.ProblemException;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Takes an image out of the catalogue, after showing what is lost. */
public final class RemoveImageHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof Image image) {
            try {
                OperationJob.ask(shell, new OperationJob.Wording(ImageText.get("remove.name"), ImageText.get("remove.verb")),
                        Services.need(Images.class).remove(image), removed -> {
                        });
            } catch (ProblemException problem) {
                Problems.show(shell, problem);
            }
        }
        return null;
    }
}
