package org.bancada.ui.fleet;

import java.util.Arrays;
import java.util.function.ToIntFunction;

import org.bancada.core.NodeState;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Icons;
import org.bancada.ui.kit.Refresh;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;

/** Campus, building and room as a tree, each with how many nodes it has and how they are. */
public final class PlacesTree extends Composite {
    private final Fleet fleet;
    private final TreeViewer viewer;
    private final Icons icons;
    private boolean filled;

    public PlacesTree(Composite parent, Fleet fleet) {
        super(parent, SWT.NONE);
        this.fleet = fleet;
        setLayout(new FillLayout());
        icons = new Icons(this);
        viewer = new TreeViewer(this, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
        viewer.getTree().setHeaderVisible(true);
        Accessibles.name(viewer.getTree(), FleetText.get("places"));
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(new Content());
        name();
        count("places.all", 60, PlaceItem::total);
        count("places.online", 64, item -> item.count(NodeState.ONLINE));
        count("places.offline", 64, item -> item.count(NodeState.OFFLINE));
        count("places.new", 56, item -> item.count(NodeState.NEW));
        viewer.addDoubleClickListener(e -> toggle());
        Refresh<PlaceItem> refresh = new Refresh<>(this, () -> PlaceItem.tree(this.fleet.nodes()), this::show);
        Progress.Registration live = fleet.onChange(uuids -> refresh.live());
        addListener(SWT.Dispose, e -> live.close());
        refresh.now();
    }

    public TreeViewer viewer() {
        return viewer;
    }

    private void name() {
        TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(FleetText.get("place"));
        column.getColumn().setWidth(190);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return label((PlaceItem) element);
            }

            @Override
            public Image getImage(Object element) {
                return icons.get(icon((PlaceItem) element));
            }
        });
    }

    static String label(PlaceItem item) {
        if (item.path().isEmpty()) {
            return FleetText.get("places.everything");
        }
        String name = item.path().getLast();
        return name.isEmpty() ? FleetText.get("places.unknown") : name;
    }

    private static String icon(PlaceItem item) {
        return switch (item.path().size()) {
            case 0 -> "fleet";
            case 1 -> item.path().getFirst().isEmpty() ? "unplaced" : "campus";
            case 2 -> "building";
            default -> "room";
        };
    }

    private void count(String header, int width, ToIntFunction<PlaceItem> count) {
        TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.RIGHT);
        column.getColumn().setText(FleetText.get(header));
        column.getColumn().setWidth(width);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                int n = count.applyAsInt((PlaceItem) element);
                return n == 0 ? "" : Formats.number(n);
            }
        });
    }

    private void show(PlaceItem root) {
        if (!filled) {
            viewer.setInput(new PlaceItem[] {root});
            viewer.expandToLevel(4);
            filled = root.total() > 0;
        } else {
            Object[] expanded = viewer.getExpandedElements();
            viewer.getTree().setRedraw(false);
            try {
                // The new items equal the old ones by path: selection and expansion stay.
                viewer.setInput(new PlaceItem[] {root});
                viewer.setExpandedElements(Arrays.stream(expanded).toArray());
            } finally {
                viewer.getTree().setRedraw(true);
            }
        }
    }

    private void toggle() {
        Object first = viewer.getStructuredSelection().getFirstElement();
        if (first != null) {
            viewer.setExpandedState(first, !viewer.getExpandedState(first));
        }
    }

    @Override
    public boolean setFocus() {
        return viewer.getTree().setFocus();
    }

    private static final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return (Object[]) input;
        }

        @Override
        public Object[] getChildren(Object parent) {
            return ((PlaceItem) parent).children().toArray();
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return !((PlaceItem) element).children().isEmpty();
        }
    }
}
