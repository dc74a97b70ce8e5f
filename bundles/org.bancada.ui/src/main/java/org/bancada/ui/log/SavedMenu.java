package org.bancada.ui.log;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.bancada.ui.kit.Icons;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.PlanDialog;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Refresh;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** A button with a menu: the saved searches, to open with one click, and what can be done with the one on the screen. It says which one is open. */
final class SavedMenu {
    private static final int LONGEST = 24;

    private final SavedSearches searches;
    private final Screen screen;
    private final ToolBar bar;
    private final ToolItem item;
    private final Menu menu;
    private Known known = new Known(List.of(), Map.of());
    /** Name of the open one; null for none. */
    private String open;
    /** What was on the screen when it was opened or saved; null when there was none, or something else is looked at now. */
    private SavedSearch asOpened;

    /** What is saved, and what is wrong with those that cannot be used. */
    record Known(List<SavedSearch> list, Map<String, Problem> broken) {
        static Known of(SavedSearches searches) throws ProblemException {
            return new Known(searches.list(), new TreeMap<>(searches.broken()));
        }
    }

    /** The search on the screen. */
    interface Screen {
        /** What is looked at, under this name. */
        SavedSearch now(String name);

        void open(SavedSearch search);

        /** Makes an alert of what is looked at. */
        void alert(SavedSearch search);
    }

    SavedMenu(Composite parent, SavedSearches searches, Screen screen) {
        this.searches = searches;
        this.screen = screen;
        bar = new ToolBar(parent, SWT.FLAT | SWT.RIGHT);
        item = new ToolItem(bar, SWT.DROP_DOWN);
        item.setImage(new Icons(bar).get("saved"));
        item.setToolTipText(LogText.get("saved.tip"));
        item.addListener(SWT.Selection, e -> drop());
        menu = new Menu(bar);
        menu.addListener(SWT.Show, e -> fill());
        // The menu key opens it as well.
        bar.setMenu(menu);
        Refresh<Known> refresh = new Refresh<>(bar, () -> Known.of(searches), this::show);
        Progress.Registration live = searches.onChange(refresh::live);
        bar.addListener(SWT.Dispose, e -> live.close());
        label();
        refresh.now();
    }

    private void show(Known now) {
        known = now;
        open = asOpened != null && now.list().stream().anyMatch(search -> search.name().equals(asOpened.name())) ? asOpened.name() : null;
        label();
    }

    /** Opens the menu below its button. */
    void drop() {
        Rectangle button = item.getBounds();
        menu.setLocation(bar.toDisplay(button.x, button.y + button.height));
        menu.setVisible(true);
    }

    /** What is looked at has nothing to do with the open one any more. */
    void left() {
        open = null;
        asOpened = null;
        label();
    }

    /** Query, time, conditions or columns may have changed. */
    void label() {
        String name = open == null ? LogText.get("saved") : open.length() > LONGEST ? open.substring(0, LONGEST - 1) + "…" : open;
        String text = changed() ? LogText.get("saved.changed", name) : name;
        if (!text.equals(item.getText())) {
            item.setText(text);
            bar.requestLayout();
        }
    }

    private boolean changed() {
        return open != null && !screen.now(open).equals(asOpened);
    }

    private void fill() {
        for (MenuItem old : menu.getItems()) {
            old.dispose();
        }
        entry(SWT.PUSH, open == null ? LogText.get("saved.save.none") : LogText.get("saved.save", open.replace("&", "&&")), this::save).setEnabled(changed());
        entry(SWT.PUSH, LogText.get("saved.saveAs"), this::saveAs);
        new MenuItem(menu, SWT.SEPARATOR);
        for (SavedSearch search : known.list()) {
            entry(SWT.RADIO, search.name().replace("&", "&&"), () -> open(search)).setSelection(search.name().equals(open));
        }
        known.broken().forEach((name, problem) -> entry(SWT.PUSH, LogText.get("saved.broken", name.replace("&", "&&")),
                () -> Problems.show(bar.getShell(), new ProblemException(problem))));
        if (known.list().isEmpty() && known.broken().isEmpty()) {
            entry(SWT.PUSH, LogText.get("saved.none"), () -> {
            }).setEnabled(false);
        }
        new MenuItem(menu, SWT.SEPARATOR);
        entry(SWT.PUSH, LogText.get("saved.manage"), () -> new SavedDialog(bar.getShell(), searches, this::open, this::renamed).open());
        entry(SWT.PUSH, LogText.get("saved.alert"), () -> screen.alert(screen.now(open == null ? "" : open)));
    }

    private MenuItem entry(int style, String text, Runnable action) {
        MenuItem entry = new MenuItem(menu, style);
        entry.setText(text);
        entry.addListener(SWT.Selection, e -> {
            if (style != SWT.RADIO || entry.getSelection()) {
                action.run();
            }
        });
        return entry;
    }

    private void open(SavedSearch search) {
        screen.open(search);
        shown(screen.now(search.name()));
    }

    /** The open one is called otherwise now. */
    private void renamed(String name, String other) {
        if (asOpened != null && name.equals(asOpened.name())) {
            shown(asOpened.named(other));
        }
    }

    private void shown(SavedSearch search) {
        open = search.name();
        asOpened = search;
        label();
    }

    private void saveAs() {
        InputDialog dialog = new InputDialog(bar.getShell(), LogText.get("saved.title"), LogText.get("saved.name"), open == null ? "" : open, SavedMenu::wrong);
        if (dialog.open() == InputDialog.OK) {
            save(dialog.getValue().strip(), true);
        }
    }

    /** What is wrong with a name; null when it is right. */
    static String wrong(String name) {
        return SavedSearch.isName(name.strip()) ? null : LogText.get("saved.name.wrong");
    }

    private void save() {
        save(open, false);
    }

    /** @param ask whether the person is asked before another is replaced; not when that is the open one and they said to save it */
    private void save(String name, boolean ask) {
        SavedSearch search = screen.now(name);
        Operation<Void> operation = searches.save(search);
        OperationJob.compute(bar.getShell(), LogText.get("saved.saving"), operation::plan, (Plan plan) -> {
            if (!ask || plan.losses().isEmpty() || new PlanDialog(bar.getShell(), plan, LogText.get("saved.replace")).open() == PlanDialog.OK) {
                OperationJob.run(bar.getShell(), LogText.get("saved.saving"), operation, plan, done -> {
                    if (!bar.isDisposed()) {
                        shown(search);
                    }
                }, () -> {
                });
            }
        });
    }
}
