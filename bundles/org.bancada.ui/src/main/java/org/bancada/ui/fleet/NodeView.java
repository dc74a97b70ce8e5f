package org.bancada.ui.fleet;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;

/** Everything about the node that is selected in another view. */
public final class NodeView extends EngineView {
    public static final String ID = "org.bancada.ui.fleet.node";
    private final OneNode selection = new OneNode();
    private NodeDetails body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new NodeDetails(owner, engines.get(Fleet.class), command -> FleetCommands.execute(getSite(), command));
        body.onNode(node -> {
            selection.setSelection(node == null ? StructuredSelection.EMPTY : new StructuredSelection(node));
            setPartName(node == null ? FleetText.get("node") : node.name());
        });
        selects(selection);
        ISelectionListener follower = this::follow;
        getSite().getPage().addPostSelectionListener(follower);
        getSite().getPage().addSelectionListener(NodesView.ID, follower);
        body.addListener(SWT.Dispose, e -> {
            getSite().getPage().removePostSelectionListener(follower);
            getSite().getPage().removeSelectionListener(NodesView.ID, follower);
        });
        follow(null, getSite().getPage().getSelection(NodesView.ID));
        return body;
    }

    private void follow(IWorkbenchPart part, ISelection selected) {
        if (part == this || !(selected instanceof IStructuredSelection some) || some.isEmpty()) {
            return;
        }
        if (some.getFirstElement() instanceof Node node) {
            body.show(node.uuid());
        } else if (some.getFirstElement() instanceof NodeSource source && !(source instanceof PlaceItem) && !source.uuids().isEmpty()) {
            body.show(source.uuids().getFirst());
        }
    }
}
