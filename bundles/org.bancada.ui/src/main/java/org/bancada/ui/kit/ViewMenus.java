package org.bancada.ui.kit;

import java.util.function.Consumer;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
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

    /** For a table also the ways to sort it, which else need a mouse. */
    public static void context(IWorkbenchPartSite site, RowTable<?> table, ISelectionProvider selection) {
        context(site, table, selection, menu -> {
        });
    }

    /** @param own adds what only this view can do, on top */
    public static void context(IWorkbenchPartSite site, RowTable<?> table, ISelectionProvider selection, Consumer<MenuManager> own) {
        context(site, table.control(), selection, own, menu -> menu.add(sortMenu(table)));
    }

    public static void context(IWorkbenchPartSite site, Control control, ISelectionProvider selection) {
        context(site, control, selection, menu -> {
        }, menu -> {
        });
    }

    private static MenuManager sortMenu(RowTable<?> table) {
        MenuManager sort = new MenuManager(KitText.get("sort"));
        for (Column<?> column : table.columns()) {
            Action action = new Action(column.header(), IAction.AS_CHECK_BOX) {
                @Override
                public void run() {
                    table.sortBy(column.id());
                }
            };
            action.setChecked(column.id().equals(table.sortedBy()));
            sort.add(action);
        }
        return sort;
    }

    private static void context(IWorkbenchPartSite site, Control control, ISelectionProvider selection, Consumer<MenuManager> own, Consumer<MenuManager> more) {
        MenuManager menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(shown -> {
            own.accept(menu);
            menu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
            menu.add(new Separator());
            more.accept(menu);
        });
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
