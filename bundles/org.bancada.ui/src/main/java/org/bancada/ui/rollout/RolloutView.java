package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.fleet.Fleet;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.RowSelection;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.ViewMenus;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.ISelectionListener;

/** The nodes of the rollout that is selected in the list. */
public final class RolloutView extends EngineView {
    public static final String ID = "org.bancada.ui.rollout.details";
    private RolloutDetails body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Rollouts.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        Rollouts rollouts = engines.get(Rollouts.class);
        body = new RolloutDetails(owner, rollouts, new RolloutActions(getSite().getShell(), rollouts, engines.get(Fleet.class)), settings());
        RowSelection selection = new RowSelection(body.table());
        selects(selection);
        ViewMenus.context(getSite(), body.table(), selection);
        ISelectionListener follower = (part, selected) -> follow(selected);
        getSite().getPage().addSelectionListener(RolloutsView.ID, follower);
        body.addListener(SWT.Dispose, e -> getSite().getPage().removeSelectionListener(RolloutsView.ID, follower));
        follow(getSite().getPage().getSelection(RolloutsView.ID));
        return body;
    }

    private void follow(ISelection selected) {
        if (selected instanceof IStructuredSelection some && some.getFirstElement() instanceof Rollout rollout) {
            body.show(rollout.id());
        }
    }

    /** The rollout that is shown, null when none is. */
    Rollout rollout() {
        return hasBody() ? body.rollout() : null;
    }
}
