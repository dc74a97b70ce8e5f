package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.fleet.Fleet;
import org.bancada.ui.fleet.Vocabulary;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.bancada.ui.kit.SelectorField;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Which nodes: those that were selected, or those that a selector names; shows them as one types. */
final class TargetsPage extends WizardPage {
    private final Fleet fleet;
    private final List<Node> selected;
    private Button useSelected;
    private SelectorField selector;
    private Label count;
    private RowTable<Node> preview;
    private Refresh<Found> refresh;
    private volatile String asked = "*";
    private volatile boolean selection;
    private Found found = new Found(List.of(), null);

    private record Found(List<Node> nodes, QueryException wrong) {
    }

    TargetsPage(Fleet fleet, List<Node> selected) {
        super("targets", RolloutText.get("wizard.targets"), null);
        this.fleet = fleet;
        this.selected = selected;
        selection = !selected.isEmpty();
        setDescription(RolloutText.get("wizard.targets.text"));
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(8, 8).spacing(6, 8).applyTo(area);
        if (!selected.isEmpty()) {
            useSelected = new Button(area, SWT.RADIO);
            useSelected.setText(RolloutText.get("wizard.useSelected", selected.size()));
            useSelected.setSelection(true);
            Button useSelector = new Button(area, SWT.RADIO);
            useSelector.setText(RolloutText.get("wizard.useSelector"));
            useSelected.addListener(SWT.Selection, e -> choose(useSelected.getSelection()));
        } else {
            Label label = new Label(area, SWT.NONE);
            label.setText(RolloutText.get("wizard.selector"));
        }
        selector = new SelectorField(area, RolloutText.get("wizard.selector"), RolloutText.get("wizard.selector.hint"), text -> {
            asked = text;
            refresh.soon();
        });
        GridDataFactory.fillDefaults().grab(true, false).applyTo(selector);
        count = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(count);
        List<Column<Node>> columns = List.of(Column.text("name", RolloutText.get("node"), 150, Node::name),
                Column.<Node>text("place", RolloutText.get("place"), 260, n -> n.place().toString()).sortedBy(java.util.Comparator.comparing(Node::place)),
                Column.text("model", RolloutText.get("wizard.model"), 160, Node::model));
        preview = new RowTable<>(area, SWT.BORDER | SWT.MULTI, RolloutText.get("wizard.targets"), Node::uuid, columns, new DialogSettings("targets"));
        GridDataFactory.fillDefaults().grab(true, true).hint(600, 220).applyTo(preview.control());
        refresh = new Refresh<>(area, this::find, this::show);
        preview.onSort(refresh::now);
        Refresh<Vocabulary> vocabulary = new Refresh<>(area, () -> Vocabulary.of(fleet.nodes()), v -> selector.completion(v.completion()));
        selector.onWantsCompletion(vocabulary::now);
        setControl(area);
        setPageComplete(false);
        choose(selection);
        selector.text("*");
    }

    private void choose(boolean bySelection) {
        selection = bySelection;
        selector.setEnabled(!bySelection);
        refresh.now();
    }

    private Found find() {
        try {
            List<Node> nodes = selection ? selected : asked.isBlank() ? List.of() : fleet.select(Query.parse(asked));
            return new Found(preview.order() == null ? nodes : nodes.stream().sorted(preview.order()).toList(), null);
        } catch (QueryException wrong) {
            return new Found(List.of(), wrong);
        }
    }

    private void show(Found now) {
        found = now;
        selector.problem(now.wrong());
        preview.rows(now.nodes());
        count.setText(RolloutText.get("wizard.count", now.nodes().size()));
        setPageComplete(!now.nodes().isEmpty());
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible) {
            (selection ? useSelected : selector).setFocus();
        }
    }

    List<Node> targets() {
        return found.nodes();
    }

    /** What the person typed; empty when the targets were selected by hand. */
    String selector() {
        return selection ? "" : asked;
    }
}
