package org.bancada.ui.fleet;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Says where nodes stand: one with all its details, or many with what they share. */
public final class EditPlaceHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        Fleet fleet = Services.need(Fleet.class);
        EditPlaceDialog dialog = new EditPlaceDialog(window.getShell(), nodes, fleet.nodes());
        if (dialog.open() != EditPlaceDialog.OK) {
            return;
        }
        PlaceNodes operation = new PlaceNodes(fleet, nodes, dialog.registrations());
        if (nodes.size() == 1) {
            OperationJob.run(window.getShell(), FleetText.get("edit.name"), operation, operation.plan(), done -> {
            }, () -> {
            });
        } else {
            OperationJob.ask(window.getShell(), new OperationJob.Wording(FleetText.get("edit.name"), FleetText.get("edit.verb")), operation,
                    done -> {
                    });
        }
    }
}
