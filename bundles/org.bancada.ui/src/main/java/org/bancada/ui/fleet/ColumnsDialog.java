package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

import org.bancada.ui.kit.Accessibles;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** Which columns, in which order: chosen ones first, then the others, with a line to search among the facts. */
final class ColumnsDialog extends Dialog {
    private final NodeColumns known;
    private final List<String> all = new ArrayList<>();
    private final LinkedHashSet<String> chosen;
    private Text search;
    private Table table;

    ColumnsDialog(Shell parent, NodeColumns known, List<String> facts, List<String> chosen) {
        super(parent);
        this.known = known;
        this.chosen = new LinkedHashSet<>(chosen);
        all.addAll(known.ids());
        all.addAll(facts);
        setReturnCode(CANCEL);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(FleetText.get("columns.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(14, 12).spacing(8, 8).applyTo(area);
        Label hint = new Label(area, SWT.WRAP);
        hint.setText(FleetText.get("columns.hint"));
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(420, SWT.DEFAULT).applyTo(hint);
        search = new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setMessage(FleetText.get("columns.search"));
        Accessibles.name(search, FleetText.get("columns.search"));
        search.addListener(SWT.Modify, e -> fill());
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(search);
        table = new Table(area, SWT.BORDER | SWT.CHECK | SWT.SINGLE | SWT.FULL_SELECTION);
        Accessibles.name(table, FleetText.get("columns.title"));
        table.addListener(SWT.Selection, this::checked);
        GridDataFactory.fillDefaults().grab(true, true).hint(360, 380).applyTo(table);
        Composite buttons = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(buttons);
        GridDataFactory.fillDefaults().applyTo(buttons);
        button(buttons, "columns.up", -1);
        button(buttons, "columns.down", 1);
        fill();
        return area;
    }

    private void button(Composite parent, String key, int by) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(FleetText.get(key));
        button.addListener(SWT.Selection, e -> move(by));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
    }

    private void fill() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        LinkedHashSet<String> ids = new LinkedHashSet<>(chosen);
        ids.addAll(all);
        table.setRedraw(false);
        table.removeAll();
        for (String id : ids) {
            String header = known.header(id);
            if (header.toLowerCase(Locale.ROOT).contains(wanted)) {
                TableItem item = new TableItem(table, SWT.NONE);
                item.setText(header);
                item.setData(id);
                item.setChecked(chosen.contains(id));
            }
        }
        table.setRedraw(true);
    }

    private void checked(Event event) {
        if (event.detail == SWT.CHECK) {
            String id = (String) event.item.getData();
            if (((TableItem) event.item).getChecked()) {
                chosen.add(id);
            } else {
                chosen.remove(id);
            }
            getButton(IDialogConstants.OK_ID).setEnabled(!chosen.isEmpty());
        }
    }

    private void move(int by) {
        TableItem[] selected = table.getSelection();
        if (selected.length == 0 || !chosen.contains((String) selected[0].getData())) {
            return;
        }
        String id = (String) selected[0].getData();
        List<String> order = new ArrayList<>(chosen);
        int at = order.indexOf(id);
        int to = Math.clamp((long) at + by, 0, order.size() - 1);
        order.remove(at);
        order.add(to, id);
        chosen.clear();
        chosen.addAll(order);
        fill();
        for (TableItem item : table.getItems()) {
            if (id.equals(item.getData())) {
                table.setSelection(item);
            }
        }
    }

    /** Ids of the chosen columns in their order. */
    List<String> chosen() {
        return List.copyOf(chosen);
    }
}
