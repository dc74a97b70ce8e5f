package org.bancada.ui.kit;

import java.util.function.Supplier;

import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Control;

/** Names for controls that have no label of their own, for screen readers and tests. */
public final class Accessibles {
    private Accessibles() {
    }

    public static void name(Control control, String name) {
        name(control, () -> name);
    }

    /** @param name asked each time that somebody wants to know */
    public static void name(Control control, Supplier<String> name) {
        control.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = name.get();
            }
        });
    }
}
