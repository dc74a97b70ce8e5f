package org.bancada.ui.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

import org.bancada.log.FieldSummary;
import org.bancada.log.TopValues;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** The fields of the events that were found, with type and share; of the chosen one its most frequent values, which become conditions by a key or a double click. */
final class FieldList extends Composite {
    private final Table fields;
    private final Label heading;
    private final Table values;
    private final Consumer<Filter> filter;
    private final Consumer<String> column;
    private final Function<String, Runnable> top;
    private List<FieldSummary> known = List.of();
    private long events;
    private String chosen = "";

    /**
     * @param top asked for the values of a field: what it returns is called to begin; answers come by {@link #values}
     * @param filter told when a value became a condition
     * @param column told when a field shall be a column, or be none any more
     */
    FieldList(Composite parent, Function<String, Runnable> top, Consumer<Filter> filter, Consumer<String> column) {
        super(parent, SWT.NONE);
        this.top = top;
        this.filter = filter;
        this.column = column;
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(this);
        fields = table(LogText.get("fields.name"), LogText.get("fields.field"), LogText.get("fields.share"));
        heading = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).applyTo(heading);
        values = table(LogText.get("values.name"), LogText.get("values.value"), LogText.get("values.count"));
        fields.addListener(SWT.Selection, e -> choose());
        values.addListener(SWT.DefaultSelection, e -> filter(false));
        values.addListener(SWT.KeyDown, e -> {
            if (e.character == '+' || e.character == '-') {
                filter(e.character == '-');
            }
        });
        fields.addListener(SWT.DefaultSelection, e -> column());
        menus();
    }

    private Table table(String name, String first, String second) {
        Table table = new Table(this, SWT.SINGLE | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        Accessibles.name(table, name);
        GridDataFactory.fillDefaults().grab(true, true).hint(160, 60).applyTo(table);
        TableColumn left = new TableColumn(table, SWT.LEFT);
        left.setText(first);
        left.setWidth(150);
        TableColumn right = new TableColumn(table, SWT.RIGHT);
        right.setText(second);
        right.setWidth(70);
        return table;
    }

    private void menus() {
        MenuManager onField = new MenuManager();
        onField.add(FilterBar.action(LogText.get("fields.column"), this::column));
        fields.setMenu(onField.createContextMenu(fields));
        MenuManager onValue = new MenuManager();
        onValue.add(FilterBar.action(LogText.get("filter.with"), () -> filter(false)));
        onValue.add(FilterBar.action(LogText.get("filter.without"), () -> filter(true)));
        values.setMenu(onValue.createContextMenu(values));
        addListener(SWT.Dispose, e -> {
            onField.dispose();
            onValue.dispose();
        });
    }

    private void column() {
        if (!chosen.isEmpty()) {
            column.accept(chosen);
        }
    }

    private void filter(boolean without) {
        TableItem[] selected = values.getSelection();
        if (selected.length == 1) {
            String value = (String) selected[0].getData();
            filter.accept(without ? Filter.without(chosen, value) : Filter.with(chosen, value));
        }
    }

    private void choose() {
        int index = fields.getSelectionIndex();
        chosen = index < 0 || index >= known.size() ? "" : known.get(index).name();
        ask();
    }

    private void ask() {
        values.removeAll();
        heading.setText(chosen.isEmpty() ? LogText.get("values.choose") : chosen.replace("&", "&&"));
        if (!chosen.isEmpty()) {
            top.apply(chosen).run();
        }
    }

    /** @param events how many were found: the shares are of these */
    void show(List<FieldSummary> newest, long events) {
        if (newest.equals(known) && events == this.events) {
            return;
        }
        known = newest;
        this.events = events;
        fields.setRedraw(false);
        fields.setItemCount(newest.size());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < newest.size(); i++) {
            FieldSummary field = newest.get(i);
            names.add(field.name());
            fields.getItem(i).setText(new String[] {field.name() + "  (" + LogText.get("type." + field.type().name().toLowerCase(Locale.ROOT)) + ")",
                events == 0 ? "" : Formats.percent(Math.min(1, (double) field.count() / events))});
        }
        fields.setRedraw(true);
        fields.deselectAll();
        if (names.contains(chosen)) {
            fields.select(names.indexOf(chosen));
        } else {
            chosen = "";
        }
        ask();
    }

    /** The answer to a question for values. */
    void values(String field, TopValues newest) {
        if (!field.equals(chosen)) {
            return;
        }
        heading.setText(LogText.get(newest.values().isEmpty() ? "values.none" : "values.of", field).replace("&", "&&"));
        values.removeAll();
        for (TopValues.Value value : newest.values()) {
            TableItem item = new TableItem(values, SWT.NONE);
            item.setText(new String[] {value.value(), Formats.number(value.count())});
            item.setData(value.value());
        }
    }
}
