package org.bancada.ui.image;

import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.image.Images;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Brings a disk image into the catalogue. */
public final class ImportImageHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        OperationJob.compute(shell, ImageText.get("import.name"), () -> KnownModels.of(Services.need(Fleet.class).nodes()), models -> {
            ImportImageDialog dialog = new ImportImageDialog(shell, models.names());
            if (dialog.open() == ImportImageDialog.OK) {
                start(shell, dialog.request());
            }
        });
        return null;
    }

    private static void start(Shell shell, Images.ImportRequest request) {
        try {
            OperationJob.ask(shell, new OperationJob.Wording(ImageText.get("import.job", request.name(), request.version()),
                    ImageText.get("import.verb")), Services.need(Images.class).importFile(request), image -> {
                    });
        } catch (ProblemException problem) {
            Problems.show(shell, problem);
        }
    }
}
