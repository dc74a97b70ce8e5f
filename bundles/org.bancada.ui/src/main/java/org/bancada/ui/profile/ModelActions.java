package org.bancada.ui.profile;

import java.util.List;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.remote.Outcome;
import org.bancada.studio.Studio;
import org.bancada.ui.kit.OperationJob;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;

/** Actions of machine models on nodes; each shows its plan first, and tells at the end which nodes failed. */
final class ModelActions {
    private static final int MOST = 12;

    private ModelActions() {
    }

    static void push(Shell shell, Studio studio, List<Node> nodes) {
        ask(shell, "push", studio.push(nodes));
    }

    static void firmware(Shell shell, Studio studio, List<Node> nodes) {
        ask(shell, "firmware", studio.setFirmware(nodes));
    }

    private static void ask(Shell shell, String action, Operation<Outcome> operation) {
        OperationJob.ask(shell, new OperationJob.Wording(ModelText.get(action + ".job"), ModelText.get(action + ".verb")), operation, outcome -> told(shell, action, outcome));
    }

    private static void told(Shell shell, String action, Outcome outcome) {
        List<Outcome.NodeResult> failed = outcome.failures();
        String names = failed.stream().limit(MOST).map(result -> result.node() + ": " + result.reason()).collect(Collectors.joining("\n"));
        String more = failed.size() > MOST ? "\n" + ModelText.get("outcome.more", failed.size() - MOST) : "";
        MessageDialog.open(failed.isEmpty() ? MessageDialog.INFORMATION : MessageDialog.WARNING, shell, ModelText.get(action + ".job"),
                ModelText.get("outcome", outcome.succeeded(), failed.size()) + (failed.isEmpty() ? "" : "\n\n" + names + more), SWT.NONE, ModelText.get("close"));
    }
}
