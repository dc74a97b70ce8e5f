package org.bancada.ui.kit;

import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.contexts.IContextActivation;
import org.eclipse.ui.contexts.IContextService;

/** Gives a control the context menu that {@code plugin.xml} fills under the view's id. */
public final class ViewMenus {
    private ViewMenus() {
    }

    public static void context(IWorkbenchPartSite site, Control control, ISelectionProvider selection) {
        MenuManager menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(m -> m.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS)));
        control.setMenu(menu.createContextMenu(control));
        control.addListener(SWT.Dispose, e -> menu.dispose());
        site.registerContextMenu(site.getId(), menu, selection);
    }

    /** Lets the keys of a context work while this control has the focus, and only then: Delete in a text line must stay Delete. */
    public static void keys(IWorkbenchPartSite site, Control control, String context) {
        IContextService contexts = site.getService(IContextService.class);
        IContextActivation[] active = new IContextActivation[1];
        Runnable off = () -> {
            if (active[0] != null) {
                contexts.deactivateContext(active[0]);
                active[0] = null;
            }
        };
        control.addListener(SWT.FocusIn, e -> {
            off.run();
            active[0] = contexts.activateContext(context);
        });
        control.addListener(SWT.FocusOut, e -> off.run());
        control.addListener(SWT.Dispose, e -> off.run());
    }
}
