package org.bancada.ui.diagnosis;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.fleet.Fleet;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.fleet.NodesView;
import org.bancada.ui.fleet.OneNode;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;

/** Why the node that is selected elsewhere is not OK. */
public final class WhyView extends EngineView {
    public static final String ID = "org.bancada.ui.fleet.why";
    private final OneNode selection = new OneNode();
    private WhyPage body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Fleet.class, Diagnosis.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new WhyPage(owner, engines.get(Fleet.class), engines.get(Diagnosis.class),
                (command, parameters) -> FleetCommands.execute(getSite(), command, parameters), settings());
        body.onNode(node -> selection.setSelection(new StructuredSelection(node)));
        selects(selection);
        ISelectionListener follower = this::follow;
        getSite().getPage().addPostSelectionListener(follower);
        body.addListener(SWT.Dispose, e -> getSite().getPage().removePostSelectionListener(follower));
        follow(null, getSite().getPage().getSelection(NodesView.ID));
        return body;
    }

    private void follow(IWorkbenchPart part, ISelection selected) {
        List<String> uuids = FleetCommands.uuids(selected);
        if (part != this && uuids.size() == 1) {
            body.show(uuids.getFirst());
        }
    }

    /** Examines this node. UI thread. */
    void show(Node node) {
        if (hasBody()) {
            body.show(node.uuid());
        }
    }
}
