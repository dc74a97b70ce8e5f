package org.bancada.ui.fleet;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.ProblemDialog;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Reads places and seats from a CSV file, after showing what it would change. */
public final class ImportPlacesHandler extends AbstractHandler {
    private static final long LARGEST = 64L * 1024 * 1024;

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        FileDialog dialog = new FileDialog(shell, SWT.OPEN);
        dialog.setText(FleetText.get("import.title"));
        dialog.setFilterExtensions(new String[] {"*.csv", "*"});
        dialog.setFilterNames(new String[] {FleetText.get("csv"), FleetText.get("anyFile")});
        String chosen = dialog.open();
        if (chosen != null) {
            start(shell, Path.of(chosen));
        }
        return null;
    }

    /** Plans and asks. */
    static void start(Shell shell, Path file) {
        OperationJob.Wording wording = new OperationJob.Wording(FleetText.get("import.name"), FleetText.get("import.verb"));
        int[] known = new int[1];
        OperationJob.compute(shell, FleetText.get("import.reading", file.getFileName()),
                () -> Services.need(Fleet.class).importPlaces(new StringReader(text(file))),
                operation -> OperationJob.ask(shell, wording, operation, (plan, cancel) -> known[0] = plan.leftOut().size(), result -> {
                    // The plan has shown what is left out; only news are worth another window.
                    if (result.refused().size() > known[0]) {
                        tell(shell, result);
                    }
                }, () -> {
                }));
    }

    private static String text(Path file) throws ProblemException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ProblemException(new Problem(FleetText.get("import.large"), file.toString(), ""));
            }
            // CSV files of spreadsheets may hold bytes that are not UTF-8: they become U+FFFD and stand out in the plan.
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new ProblemException(new Problem(FleetText.get("import.unreadable", failure.getMessage()), file.toString(), ""), failure);
        }
    }

    private static void tell(Shell shell, Fleet.ImportResult result) {
        String lines = String.join("\n", result.refused().stream().limit(30).toList());
        new ProblemDialog(shell, new Problem(FleetText.get("import.refused", result.taken(), result.refused().size()), lines, "")).open();
    }
}
