package org.bancada.ui.fleet;

import java.util.List;

import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Lets a person choose the columns of the table of nodes, any fact included. */
public final class ColumnsHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getActivePart(event) instanceof NodesView view && view.body() != null) {
            NodesTable table = view.body();
            OperationJob.compute(table.getShell(), FleetText.get("columns.title"),
                    () -> Vocabulary.of(Services.need(Fleet.class).nodes()).facts(), facts -> choose(table, facts));
        }
        return null;
    }

    private static void choose(NodesTable table, List<String> facts) {
        ColumnsDialog dialog = new ColumnsDialog(table.getShell(), table.known(), facts, table.chosen());
        if (dialog.open() == ColumnsDialog.OK) {
            table.choose(dialog.chosen());
        }
    }
}
