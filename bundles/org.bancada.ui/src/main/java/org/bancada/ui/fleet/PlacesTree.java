package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bancada.core.NodeState;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Icons;
import org.bancada.ui.kit.Refresh;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** Campus, building and room as a tree, each with how many nodes it has and how they are. */
public final class PlacesTree extends Composite {
    private static final int STATES_WIDTH = 118;
    private final Fleet fleet;
    private final TreeViewer viewer;
    private final Icons icons;
    private final TreeColumnLayout columns = new TreeColumnLayout();
    private Object[] shown = {};
    private final Set<List<String>> seen = new HashSet<>();

    public PlacesTree(Composite parent, Fleet fleet) {
        super(parent, SWT.NONE);
        this.fleet = fleet;
        setLayout(columns);
        icons = new Icons(this);
        viewer = new TreeViewer(this, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
        viewer.getTree().setHeaderVisible(true);
        Accessibles.name(viewer.getTree(), FleetText.get("places"));
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(new Content());
        name();
        states();
        viewer.setInput(this);
        ColumnViewerToolTipSupport.enableFor(viewer);
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
        columns.setColumnData(column.getColumn(), new ColumnWeightData(100, 90));
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

    private void states() {
        TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(FleetText.get("places.states"));
        columns.setColumnData(column.getColumn(), new ColumnPixelData(STATES_WIDTH, true, true));
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return counts((PlaceItem) element);
            }

            @Override
            public String getToolTipText(Object element) {
                PlaceItem item = (PlaceItem) element;
                return FleetText.get("places.tip", label(item), item.total(), item.count(NodeState.ONLINE), item.count(NodeState.OFFLINE),
                        item.count(NodeState.NEW));
            }
        });
    }

    /** "22 on, 2 off, 1 new", states without nodes left out. */
    static String counts(PlaceItem item) {
        return Stream.of(NodeState.ONLINE, NodeState.OFFLINE, NodeState.NEW).filter(state -> item.count(state) > 0)
                .map(state -> FleetText.get("places." + state.name(), item.count(state))).collect(Collectors.joining(", "));
    }

    private void show(PlaceItem root) {
        if (shown.length > 0 && root.sameAs((PlaceItem) shown[0])) {
            return;
        }
        Set<Object> expanded = new HashSet<>(Arrays.asList(viewer.getExpandedElements()));
        int before = expanded.size();
        Set<List<String>> present = new HashSet<>();
        openNew(root, expanded, present);
        seen.retainAll(present);
        shown = items(root);
        viewer.getTree().setRedraw(false);
        try {
            // The new items equal the old ones by path: the viewer changes the text of those that are there and keeps selection and expansion.
            viewer.refresh();
            if (expanded.size() > before) {
                viewer.setExpandedElements(expanded.toArray());
            }
        } finally {
            viewer.getTree().setRedraw(true);
        }
    }

    /** A place that appears for the first time is shown open. */
    private void openNew(PlaceItem item, Set<Object> expanded, Set<List<String>> present) {
        present.add(item.path());
        if (seen.add(item.path())) {
            expanded.add(item);
        }
        item.children().forEach(child -> openNew(child, expanded, present));
    }

    /** The whole fleet stands beside the places, not above them: that saves a level of indentation. */
    private static Object[] items(PlaceItem root) {
        List<PlaceItem> items = new ArrayList<>(List.of(root));
        items.addAll(root.children());
        return items.toArray();
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

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return shown;
        }

        @Override
        public Object[] getChildren(Object parent) {
            return hasChildren(parent) ? ((PlaceItem) parent).children().toArray() : new Object[0];
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            PlaceItem item = (PlaceItem) element;
            return !item.path().isEmpty() && !item.children().isEmpty();
        }
    }
}
