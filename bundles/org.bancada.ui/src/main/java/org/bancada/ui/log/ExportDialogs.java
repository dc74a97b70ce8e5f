package org.bancada.ui.log;

import java.nio.file.Path;
import java.util.List;

import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.OperationJob;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Asks where to, says how many, and tells when it is done. */
final class ExportDialogs {
    private final Shell shell;
    private final LogStore store;

    ExportDialogs(Shell shell, LogStore store) {
        this.shell = shell;
        this.store = store;
    }

    void export(LogQuery query, List<String> columns) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(LogText.get("tool.export"));
        dialog.setFilterExtensions(new String[] {"*.csv", "*.jsonl"});
        dialog.setFilterNames(new String[] {LogText.get("export.csv"), LogText.get("export.json")});
        dialog.setFileName(LogText.get("export.file"));
        String chosen = dialog.open();
        if (chosen != null) {
            OperationJob.ask(shell, new OperationJob.Wording(LogText.get("tool.export"), LogText.get("export.verb")),
                    new ExportOperation(store, query, columns, Path.of(chosen)),
                    written -> MessageDialog.openInformation(shell, LogText.get("tool.export"), LogText.get("export.done", Formats.number(written), chosen)));
        }
    }
}
