package org.bancada.ui.log;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;

/** The conditions beside the query line: a button each, which switches it off and on, with a menu to turn it round, edit it (F2) or take it away (Delete). */
final class FilterBar extends Composite {
    private final BiConsumer<Filter, Filter> replace;
    private final Consumer<Filter> remove;
    private List<Filter> shown = List.of();

    FilterBar(Composite parent, BiConsumer<Filter, Filter> replace, Consumer<Filter> remove) {
        super(parent, SWT.NONE);
        this.replace = replace;
        this.remove = remove;
        RowLayout layout = new RowLayout(SWT.HORIZONTAL);
        layout.marginLeft = 6;
        layout.marginTop = 0;
        layout.marginBottom = 0;
        setLayout(layout);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(this);
        setVisible(false);
    }

    void show(List<Filter> filters) {
        if (filters.equals(shown)) {
            return;
        }
        shown = filters;
        for (Control old : getChildren()) {
            old.dispose();
        }
        filters.forEach(this::pill);
        setVisible(!filters.isEmpty());
        ((GridData) getLayoutData()).exclude = filters.isEmpty();
        requestLayout();
        getParent().layout(true, true);
    }

    private void pill(Filter filter) {
        // No check box: in a view the theme's ground covers its tick.
        Button pill = new Button(this, SWT.PUSH);
        pill.setText((filter.enabled() ? filter.label() : LogText.get("filter.off", filter.label())).replace("&", "&&"));
        pill.setToolTipText(LogText.get("filter.tip"));
        pill.addListener(SWT.Selection, e -> replace.accept(filter, filter.switched()));
        pill.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.DEL) {
                remove.accept(filter);
            } else if (e.keyCode == SWT.F2) {
                edit(filter);
            }
        });
        MenuManager manager = new MenuManager();
        manager.add(action(LogText.get(filter.negated() ? "filter.with" : "filter.without"), () -> replace.accept(filter, filter.turned())));
        manager.add(action(LogText.get("filter.edit"), () -> edit(filter)));
        manager.add(action(LogText.get("filter.remove"), () -> remove.accept(filter)));
        Menu menu = manager.createContextMenu(pill);
        pill.setMenu(menu);
        pill.addListener(SWT.Dispose, e -> manager.dispose());
    }

    private void edit(Filter filter) {
        Filter edited = new EditFilterDialog(getShell(), filter).edited();
        if (edited != null && !edited.equals(filter)) {
            replace.accept(filter, edited);
        }
    }

    static Action action(String text, Runnable work) {
        return new Action(text) {
            @Override
            public void run() {
                work.run();
            }
        };
    }
}
