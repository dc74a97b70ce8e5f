package org.bancada.ui.profile;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bancada.core.Node;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.bancada.ui.kit.SelectorField;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** One node of the fleet, found by a selector. */
final class NodeDialog extends Dialog {
    private final Fleet fleet;
    private RowTable<Node> table;
    private volatile String typed = "";
    private Node chosen;

    NodeDialog(Shell parent, Fleet fleet) {
        super(parent);
        this.fleet = fleet;
    }

    /** @return empty when none was chosen */
    Optional<Node> choose() {
        return open() == OK ? Optional.ofNullable(chosen) : Optional.empty();
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(ModelText.get("bench.node"));
    }

    private record Found(List<Node> nodes, QueryException wrong) {
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Refresh<?>[] refresh = new Refresh<?>[1];
        SelectorField selector = new SelectorField(area, ModelText.get("node.selector"), ModelText.get("node.selector.hint"), text -> {
            typed = text;
            if (refresh[0] != null) {
                refresh[0].soon();
            }
        });
        GridDataFactory.fillDefaults().grab(true, false).applyTo(selector);
        table = new RowTable<>(area, SWT.BORDER | SWT.SINGLE, ModelText.get("bench.node"), Node::uuid, List.of(Column.text("name", ModelText.get("node.name"), 140, Node::name),
                Column.text("model", ModelText.get("node.model"), 180, Node::model), Column.text("place", ModelText.get("node.place"), 280, node -> node.place().toString())),
                new DialogSettings("nodes"));
        GridDataFactory.fillDefaults().grab(true, true).hint(640, 320).applyTo(table.control());
        Refresh<Found> found = new Refresh<>(area, this::find, now -> {
            selector.problem(now.wrong());
            table.rows(now.nodes());
            update();
        });
        refresh[0] = found;
        table.onSort(found::now);
        table.control().addListener(SWT.Selection, e -> update());
        table.control().addListener(SWT.DefaultSelection, e -> okPressed());
        found.now();
        return area;
    }

    private Found find() {
        Stream<Node> nodes = fleet.nodes().stream();
        try {
            if (!typed.isBlank()) {
                nodes = nodes.filter(Query.parse(typed)::matches);
            }
            return new Found((table.order() == null ? nodes : nodes.sorted(table.order())).toList(), null);
        } catch (QueryException wrong) {
            return new Found(List.of(), wrong);
        }
    }

    private void update() {
        if (getButton(IDialogConstants.OK_ID) != null) {
            getButton(IDialogConstants.OK_ID).setEnabled(table.selection().size() == 1);
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, ModelText.get("node.ok"), true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    @Override
    protected void okPressed() {
        if (table.selection().size() == 1) {
            chosen = table.selection().getFirst();
            super.okPressed();
        }
    }
}
