package org.bancada.ui.rollout;

import java.util.function.Consumer;

import org.bancada.rollout.Rollout;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPage;

/** Which rollout is selected in the list, for parts that show it. */
final class ChosenRollout {
    private ChosenRollout() {
    }

    /** Tells its id, now and whenever another one is selected, as long as {@code owner} exists. */
    static void follow(IWorkbenchPage page, Control owner, Consumer<String> show) {
        ISelectionListener follower = (part, selected) -> tell(selected, show);
        page.addSelectionListener(RolloutsView.ID, follower);
        owner.addListener(SWT.Dispose, e -> page.removeSelectionListener(RolloutsView.ID, follower));
        tell(page.getSelection(RolloutsView.ID), show);
    }

    private static void tell(ISelection selected, Consumer<String> show) {
        if (selected instanceof IStructuredSelection some && some.getFirstElement() instanceof Rollout rollout) {
            show.accept(rollout.id());
        }
    }
}
