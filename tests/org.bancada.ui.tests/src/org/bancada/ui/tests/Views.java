package org.bancada.ui.tests;

import java.util.Arrays;
import java.util.List;

import org.bancada.ui.kit.EmptyState;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
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
        try {
            Screen.await("the window " + title, () -> Screen.shell(title).isPresent());
        } catch (AssertionError vain) {
            throw new AssertionError(vain.getMessage() + "; open are: " + open(), vain);
        }
        return Screen.shell(title).orElseThrow();
    }

    /** Titles and texts of all windows but the main one, for a test that looks for another. */
    private static List<String> open() {
        return Screen.ask(() -> Arrays.stream(Screen.display().getShells()).filter(s -> s.isVisible() && s.getParent() != null)
                .map(s -> s.getText() + Screen.below(s).stream().filter(Text.class::isInstance).map(t -> ((Text) t).getText()).toList()).toList());
    }
}
