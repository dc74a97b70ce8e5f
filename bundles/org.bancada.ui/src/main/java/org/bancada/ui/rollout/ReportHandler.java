package org.bancada.ui.rollout;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Saves what came of a rollout, as a page or for a spreadsheet, and offers to open it. */
public final class ReportHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        Rollout rollout = RolloutHandler.chosen(event);
        if (rollout == null) {
            return null;
        }
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(RolloutText.get("report.title"));
        dialog.setFilterExtensions(new String[] {"*.html", "*.csv"});
        dialog.setFilterNames(new String[] {RolloutText.get("report.page"), RolloutText.get("report.sheet")});
        dialog.setFileName(RolloutText.get("report.file", rollout.id()));
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            OperationJob.compute(shell, RolloutText.get("report.title"), () -> write(rollout.id(), Path.of(chosen)), file -> offer(shell, file));
        }
        return null;
    }

    private static Path write(String id, Path file) throws ProblemException {
        Rollouts rollouts = Services.need(Rollouts.class);
        boolean sheet = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            Rollout rollout = rollouts.find(id).orElseThrow(() -> new ProblemException(Problem.of(RolloutText.get("report.gone", id))));
            rollouts.write(rollouts.report(rollout), sheet ? RolloutReport.Format.CSV : RolloutReport.Format.HTML, out);
            return file;
        } catch (IOException failed) {
            throw new ProblemException(new Problem(RolloutText.get("report.failed", failed.getMessage()), file.toString(), RolloutText.get("report.cure")), failed);
        }
    }

    private static void offer(Shell shell, Path file) {
        String[] buttons = {RolloutText.get("report.open"), RolloutText.get("report.close")};
        MessageDialog dialog = new MessageDialog(shell, RolloutText.get("report.title"), null, RolloutText.get("report.done", file), MessageDialog.INFORMATION,
                1, buttons);
        if (dialog.open() == 0 && !Program.launch(file.toUri().toString())) {
            MessageDialog.openWarning(shell, RolloutText.get("report.title"), RolloutText.get("report.no.program", file));
        }
    }
}
