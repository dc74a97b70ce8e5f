package org.bancada.ui.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.Kept;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.bancada.ui.kit.SelectorField;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** All nodes in one table, narrowed by the selector above it and by the places selected elsewhere. */
public final class NodesTable extends Composite {
    private final Fleet fleet;
    private final IDialogSettings settings;
    private final NodeColumns known;
    private final StackLayout stack = new StackLayout();
    private final Composite content;
    private final SelectorField selector;
    private final RowTable<Node> table;
    private final Label summary;
    private final Link places;
    private final Refresh<NodeFilter.Shown> refresh;
    private final Refresh<Vocabulary> vocabulary;
    private volatile NodeFilter filter = new NodeFilter("", List.of(), null);
    private NodeFilter.Shown shown = NodeFilter.Shown.NOTHING;
    private Control empty;

    public NodesTable(Composite parent, Fleet fleet, NodeModels models, IDialogSettings settings) {
        super(parent, SWT.NONE);
        known = new NodeColumns(models);
        this.fleet = fleet;
        this.settings = settings;
        setLayout(stack);
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(content);
        selector = new SelectorField(content, FleetText.get("nodes.selector"), FleetText.get("nodes.selector.hint"), this::typed);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 6).applyTo(selector);
        table = new RowTable<>(content, SWT.MULTI, FleetText.get("nodes"), Node::uuid, known.columns(chosen()), settings);
        GridDataFactory.fillDefaults().grab(true, true).hint(RowTable.ANY_SIZE).applyTo(table.control());
        Composite foot = new Composite(content, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).extendedMargins(8, 8, 0, 4).spacing(16, 0).applyTo(foot);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(foot);
        summary = new Label(foot, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(summary);
        places = new Link(foot, SWT.NONE);
        GridDataFactory.fillDefaults().exclude(true).applyTo(places);
        places.setVisible(false);
        places.addListener(SWT.Selection, e -> showEverywhere());
        stack.topControl = content;
        refresh = new Refresh<>(this, () -> {
            models.look();
            return filter.apply(this.fleet.nodes());
        }, this::show);
        vocabulary = new Refresh<>(this, () -> Vocabulary.of(this.fleet.nodes()), v -> selector.completion(v.completion()));
        selector.onWantsCompletion(vocabulary::now);
        table.onSort(() -> filter(filter.selector(), filter.places()));
        table.control().addListener(SWT.Selection, e -> summarise());
        filter = new NodeFilter("", List.of(), table.order());
        Progress.Registration live = fleet.onChange(uuids -> refresh.live());
        addListener(SWT.Dispose, e -> live.close());
        refresh.now();
    }

    /** What is shown while the fleet has no node at all. */
    public void whenEmpty(Control hint) {
        empty = hint;
    }

    public RowTable<Node> table() {
        return table;
    }

    public SelectorField selector() {
        return selector;
    }

    NodeColumns known() {
        return known;
    }

    private void typed(String text) {
        filter = new NodeFilter(text, filter.places(), table.order());
        refresh.soon();
    }

    private void filter(String text, List<PlaceItem> where) {
        filter = new NodeFilter(text, where, table.order());
        refresh.now();
    }

    /** Narrows the table to some places; none means everywhere. */
    public void places(List<PlaceItem> some) {
        filter(filter.selector(), List.copyOf(some));
        String names = some.stream().anyMatch(p -> p.path().isEmpty()) ? ""
                : some.stream().map(PlacesTree::label).collect(Collectors.joining(", "));
        places.setText(names.isEmpty() ? "" : FleetText.get("nodes.onlyIn", names.length() > 60 ? names.substring(0, 60) + "…" : names));
        places.setToolTipText(names);
        places.setVisible(!names.isEmpty());
        ((GridData) places.getLayoutData()).exclude = names.isEmpty();
        places.requestLayout();
    }

    /** Forgets the places that narrow the table. */
    public void showEverywhere() {
        places(List.of());
    }

    /** Ids of the columns that are shown: those the person chose, else the usual ones. */
    List<String> chosen() {
        String[] kept = settings.getArray("columns");
        return kept == null || kept.length == 0 ? NodeColumns.DEFAULT : Arrays.asList(kept);
    }

    void choose(List<String> ids) {
        settings.put("columns", ids.toArray(String[]::new));
        settings.put("order", ids.toArray(String[]::new));
        table.columns(known.columns(ids));
        Kept.save();
        filter(filter.selector(), filter.places());
    }

    private void show(NodeFilter.Shown now) {
        boolean first = shown.total() == 0;
        shown = now;
        selector.problem(now.wrong());
        table.rows(now.rows());
        summarise();
        Control top = now.total() == 0 && empty != null ? empty : content;
        if (stack.topControl != top) {
            stack.topControl = top;
            layout();
        }
        if (first && now.total() > 0) {
            vocabulary.now();
        }
    }

    private void summarise() {
        String text = shown.rows().size() == shown.total() ? FleetText.get("nodes.all", shown.total())
                : FleetText.get("nodes.some", shown.rows().size(), shown.total());
        String detail = Stream.of(NodeState.ONLINE, NodeState.OFFLINE, NodeState.NEW).filter(shown.states()::containsKey)
                .map(state -> FleetText.get("states." + state.name(), shown.states().get(state))).collect(Collectors.joining(", "));
        int selected = table.control().getSelectionCount();
        String more = selected < 2 ? "" : "  ·  " + FleetText.get("nodes.selected", selected);
        String all = text + (detail.isEmpty() ? "" : "  ·  " + detail) + more;
        if (!all.equals(summary.getText())) {
            summary.setText(all);
        }
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == content ? table.control().setFocus() : stack.topControl.setFocus();
    }
}
