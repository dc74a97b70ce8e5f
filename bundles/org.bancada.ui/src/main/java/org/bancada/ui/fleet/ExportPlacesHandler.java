package org.bancada.ui.fleet;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Writes places and seats of all nodes to a CSV file. */
public final class ExportPlacesHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(FleetText.get("export.title"));
        dialog.setFilterExtensions(new String[] {"*.csv", "*"});
        dialog.setFilterNames(new String[] {FleetText.get("csv"), FleetText.get("anyFile")});
        dialog.setFileName(FleetText.get("export.file"));
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            OperationJob.compute(shell, FleetText.get("export.name"), () -> write(Path.of(chosen)),
                    written -> MessageDialog.openInformation(shell, FleetText.get("export.title"), FleetText.get("export.done", written)));
        }
        return null;
    }

    private static Path write(Path file) throws ProblemException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            Services.need(Fleet.class).exportPlaces(writer);
            return file;
        } catch (IOException failure) {
            throw new ProblemException(new Problem(FleetText.get("export.failed", failure.getMessage()), file.toString(),
                    FleetText.get("export.cure")), failure);
        }
    }
}
