package org.bancada.ui.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.bancada.profile.Models;
import org.bancada.profile.ProfileFile;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Icons;
import org.bancada.ui.kit.Refresh;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;

/** Machine models by folder, as the bundles and the drop-in folder have them now. */
final class ModelsTree extends Composite {
    /** Nobody tells when a file of the drop-in folder changes. */
    private static final int LOOK_MS = 2_000;
    private final TreeViewer viewer;
    private final Icons icons;
    private final Refresh<List<ModelItem>> refresh;
    private final Set<String> seen = new HashSet<>();
    private List<ModelItem> shown = List.of();

    ModelsTree(Composite parent, Models models, Predicate<ProfileFile> dropIn, Consumer<ProfileFile> open, Consumer<ProfileFile> remove) {
        super(parent, SWT.NONE);
        setLayout(new FillLayout());
        icons = new Icons(this);
        viewer = new TreeViewer(this, SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        Accessibles.name(viewer.getTree(), ModelText.get("models"));
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(new Content());
        viewer.setLabelProvider(new DelegatingStyledCellLabelProvider(new Names()));
        ColumnViewerToolTipSupport.enableFor(viewer);
        viewer.setInput(this);
        viewer.addDoubleClickListener(e -> chosen().ifPresentOrElse(open, this::toggle));
        menu(open, remove);
        refresh = new Refresh<>(this, () -> ModelItem.tree(models.library(), dropIn), this::show);
        refresh.now();
        getDisplay().timerExec(LOOK_MS, this::look);
    }

    private void look() {
        if (!isDisposed()) {
            if (isVisible()) {
                refresh.live();
            }
            getDisplay().timerExec(LOOK_MS, this::look);
        }
    }

    private void menu(Consumer<ProfileFile> open, Consumer<ProfileFile> remove) {
        MenuManager menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(m -> {
            menu.add(action("models.open", chosen().isPresent(), () -> chosen().ifPresent(open)));
            boolean own = viewer.getStructuredSelection().getFirstElement() instanceof ModelItem item && item.dropIn();
            menu.add(action("models.remove", own, () -> chosen().ifPresent(remove)));
        });
        viewer.getTree().setMenu(menu.createContextMenu(viewer.getTree()));
        addListener(SWT.Dispose, e -> menu.dispose());
    }

    private static Action action(String text, boolean enabled, Runnable run) {
        Action action = new Action(ModelText.get(text)) {
            @Override
            public void run() {
                run.run();
            }
        };
        action.setEnabled(enabled);
        return action;
    }

    TreeViewer viewer() {
        return viewer;
    }

    /** The file of what is selected. */
    Optional<ProfileFile> chosen() {
        return viewer.getStructuredSelection().getFirstElement() instanceof ModelItem item ? Optional.ofNullable(item.file()) : Optional.empty();
    }

    void now() {
        refresh.now();
    }

    private void toggle() {
        Object first = viewer.getStructuredSelection().getFirstElement();
        if (first != null) {
            viewer.setExpandedState(first, !viewer.getExpandedState(first));
        }
    }

    private void show(List<ModelItem> now) {
        if (same(now, shown)) {
            return;
        }
        shown = now;
        viewer.getTree().setRedraw(false);
        viewer.refresh();
        for (ModelItem root : now) {
            if (seen.add(root.id())) {
                viewer.setExpandedState(root, true);
            }
        }
        viewer.getTree().setRedraw(true);
    }

    /** Equal items may say something else than before. */
    private static boolean same(List<ModelItem> a, List<ModelItem> b) {
        return a.size() == b.size() && java.util.stream.IntStream.range(0, a.size()).allMatch(i -> a.get(i).equals(b.get(i)) && a.get(i).label().equals(b.get(i).label())
                && a.get(i).more().equals(b.get(i).more()) && a.get(i).file() == b.get(i).file() && same(a.get(i).children(), b.get(i).children()));
    }

    @Override
    public boolean setFocus() {
        return viewer.getTree().setFocus();
    }

    private final class Names extends LabelProvider implements DelegatingStyledCellLabelProvider.IStyledLabelProvider {
        @Override
        public StyledString getStyledText(Object element) {
            ModelItem item = (ModelItem) element;
            StyledString text = new StyledString(item.label());
            return item.more().isEmpty() ? text : text.append("  " + item.more(), StyledString.QUALIFIER_STYLER);
        }

        @Override
        public Image getImage(Object element) {
            return icons.get(((ModelItem) element).icon());
        }
    }

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return shown.toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return ((ModelItem) parent).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((ModelItem) element).children().isEmpty();
        }
    }
}
