package org.bancada.ui.tests;

import java.util.Optional;

import org.bancada.ui.kit.EmptyState;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;

/** The views of this program. */
final class Views {

    private Views() {
    }

    /** What a view shows once its engines are there. */
    static Composite body(String id) {
        Screen.await("the engines of " + id, () -> shown(id) != null && !(shown(id) instanceof EmptyState));
        return Screen.ask(() -> (Composite) shown(id));
    }

    private static Control shown(String id) {
        try {
            IViewPart part = Screen.page().showView(id);
            Composite stack = (Composite) part.getAdapter(Composite.class);
            return stack == null || !(stack.getLayout() instanceof StackLayout layout) ? null : layout.topControl;
        } catch (PartInitException failed) {
            throw new AssertionError(id, failed);
        }
    }

    /** Waits for a window with this title. */
    static Shell awaitShell(String title) {
        Screen.await("the window " + title, () -> Screen.shell(title).isPresent());
        Optional<Shell> shell = Screen.shell(title);
        return shell.orElseThrow();
    }
}
