package org.bancada.ui.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * A native virtual table over a list of immutable rows. Whoever owns it sorts and filters off the UI thread and hands over the finished list;
 * selection and scroll position follow the rows' keys. Order and width of the columns and the sort are kept in the settings.
 *
 * @param <T> a row
 */
public final class RowTable<T> {
    /** Native rows come and go in steps of so many, each in its own turn of the event loop: about 10 ms on GTK. */
    private static final int STEP = 1_000;

    /** For layouts: a table of many rows is slow to say how large it would like to be, and nobody wants to know. */
    public static final Point ANY_SIZE = new Point(200, 100);
    private final Table table;
    private final Function<T, Object> key;
    private final Icons icons;
    private final IDialogSettings settings;
    private List<Column<T>> columns = List.of();
    private List<T> rows = List.of();
    private volatile Comparator<T> order;
    private String sortId;
    private boolean descending;
    private boolean building;
    /** The items that were asked for while rows come or go, else null. */
    private List<TableItem> counting;
    private Runnable sorted = () -> {
    };
    private Runnable arranged = () -> {
    };

    /**
     * @param style SWT.SINGLE or SWT.MULTI and what else a table takes
     * @param key what stays the same about a row while its content changes
     */
    public RowTable(Composite parent, int style, String accessibleName, Function<T, Object> key, List<Column<T>> columns,
            IDialogSettings settings) {
        table = new Table(parent, style | SWT.VIRTUAL | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        Accessibles.name(table, accessibleName);
        this.key = key;
        this.settings = settings;
        icons = new Icons(table);
        sortId = settings.get("sort");
        descending = settings.getBoolean("descending");
        table.addListener(SWT.SetData, this::fill);
        table.addListener(SWT.KeyDown, this::key);
        columns(columns);
    }

    public Table control() {
        return table;
    }

    /** The order that the person chose, null for the owner's own. Any thread. */
    public Comparator<T> order() {
        return order;
    }

    /** Called on the UI thread when the person chose another order: the owner sorts and calls {@link #rows(List)}. */
    public void onSort(Runnable listener) {
        sorted = listener;
    }

    public List<Column<T>> columns() {
        return columns;
    }

    /** Called on the UI thread when the person moved a column or made it wider or narrower. */
    public void onArranged(Runnable listener) {
        arranged = listener;
    }

    /** The ids of the columns from left to right, with the widths in pixels that the person gave them; 0 for a column's own. */
    public SequencedMap<String, Integer> arrangement() {
        SequencedMap<String, Integer> arrangement = new LinkedHashMap<>();
        for (int i : table.getColumnOrder()) {
            Column<T> column = columns.get(i);
            int width = storedWidth(column);
            arrangement.put(column.id(), width == column.width() ? 0 : width);
        }
        return arrangement;
    }

    /** Shows other columns in the order and with the widths that {@link #arrangement} gave. */
    public void arrange(List<Column<T>> wanted, SequencedMap<String, Integer> arrangement) {
        for (Column<T> column : wanted) {
            int width = arrangement.getOrDefault(column.id(), 0);
            settings.put("width." + column.id(), width > 0 ? width : column.width());
        }
        settings.put("order", arrangement.keySet().toArray(String[]::new));
        columns(wanted);
    }

    /** Shows other columns. */
    public void columns(List<Column<T>> wanted) {
        building = true;
        table.setRedraw(false);
        try {
            for (TableColumn column : table.getColumns()) {
                column.dispose();
            }
            columns = List.copyOf(wanted);
            for (Column<T> column : columns) {
                create(column);
            }
            restoreOrder();
            applySort();
            table.clearAll();
        } finally {
            table.setRedraw(true);
            building = false;
        }
    }

    private void create(Column<T> column) {
        TableColumn shown = new TableColumn(table, column.alignment());
        shown.setText(column.header());
        shown.setMoveable(true);
        shown.setWidth(storedWidth(column));
        shown.addListener(SWT.Selection, e -> sortBy(column.id()));
        shown.addListener(SWT.Resize, e -> {
            if (!building && shown.getWidth() > 0) {
                settings.put("width." + column.id(), shown.getWidth());
                arranged.run();
            }
        });
        shown.addListener(SWT.Move, e -> storeOrder());
    }

    private int storedWidth(Column<T> column) {
        try {
            return Math.max(20, settings.getInt("width." + column.id()));
        } catch (NumberFormatException notKept) {
            return column.width();
        }
    }

    private void storeOrder() {
        if (!building) {
            settings.put("order", Arrays.stream(table.getColumnOrder()).mapToObj(i -> columns.get(i).id()).toArray(String[]::new));
            arranged.run();
        }
    }

    private void restoreOrder() {
        String[] kept = settings.getArray("order");
        if (kept == null) {
            return;
        }
        List<String> wanted = Arrays.asList(kept);
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            indexes.add(i);
        }
        indexes.sort(Comparator.comparingInt(i -> {
            int at = wanted.indexOf(columns.get(i).id());
            return at < 0 ? wanted.size() : at;
        }));
        table.setColumnOrder(indexes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Sorts by a column; once more the other way round, a third time not at all. */
    public void sortBy(String id) {
        if (!id.equals(sortId)) {
            sortId = id;
            descending = false;
        } else if (!descending) {
            descending = true;
        } else {
            sortId = null;
        }
        settings.put("sort", sortId);
        settings.put("descending", descending);
        applySort();
        sorted.run();
    }

    private void applySort() {
        Optional<Column<T>> by = columns.stream().filter(c -> c.id().equals(sortId)).findFirst();
        table.setSortColumn(by.map(c -> table.getColumn(columns.indexOf(c))).orElse(null));
        table.setSortDirection(by.isEmpty() ? SWT.NONE : descending ? SWT.DOWN : SWT.UP);
        order = by.map(c -> descending ? c.order().reversed() : c.order()).orElse(null);
    }

    /** Id of the column that it is sorted by, null for none. */
    String sortedBy() {
        return sortId;
    }

    public List<T> rows() {
        return rows;
    }

    /** Shows these rows; only cells whose row changed are drawn again. */
    public void rows(List<T> wanted) {
        List<T> before = rows;
        if (sameKeys(before, wanted)) {
            rows = wanted;
            for (int i = 0; i < wanted.size(); i++) {
                if (before.get(i) != wanted.get(i) && !before.get(i).equals(wanted.get(i))) {
                    table.clear(i);
                }
            }
            return;
        }
        Set<Object> selected = selection().stream().map(key).collect(Collectors.toSet());
        int top = table.getTopIndex();
        Object topKey = top > 0 && top < before.size() ? key.apply(before.get(top)) : null;
        rows = wanted;
        table.setRedraw(false);
        try {
            resize();
            table.clearAll();
            reselect(selected, topKey);
        } finally {
            table.setRedraw(true);
        }
    }

    private boolean sameKeys(List<T> before, List<T> after) {
        if (before.size() != after.size() || table.getItemCount() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) != after.get(i) && !key.apply(before.get(i)).equals(key.apply(after.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private void resize() {
        int count = table.getItemCount();
        // A selection or scroll position can only be kept on rows that are there.
        boolean atOnce = table.getSelectionCount() > 0 || table.getTopIndex() > 0;
        int next = rows.size() < count ? Math.max(rows.size(), count - STEP) : atOnce ? rows.size() : Math.min(rows.size(), count + 2 * STEP);
        if (next != count) {
            count(next);
        }
        if (next != rows.size()) {
            table.getDisplay().asyncExec(() -> {
                if (!table.isDisposed()) {
                    resize();
                }
            });
        }
    }

    /**
     * GTK draws rows while it takes them away, and SWT then makes items for rows that are about to go. Nobody would ever dispose of those, and
     * the theme engine, which styles every item once more when the theme changes, would follow their dangling iterators.
     */
    private void count(int next) {
        counting = new ArrayList<>();
        try {
            table.setItemCount(next);
        } finally {
            List<TableItem> touched = counting;
            counting = null;
            for (TableItem item : touched) {
                if (!item.isDisposed() && table.indexOf(item) < 0) {
                    item.dispose();
                }
            }
        }
    }

    private void reselect(Set<Object> selected, Object topKey) {
        table.deselectAll();
        if (selected.isEmpty() && topKey == null) {
            return;
        }
        int[] found = new int[Math.min(selected.size(), rows.size())];
        int n = 0;
        int top = -1;
        for (int i = 0; i < rows.size(); i++) {
            Object k = key.apply(rows.get(i));
            if (n < found.length && selected.contains(k)) {
                found[n++] = i;
            }
            if (k.equals(topKey)) {
                top = i;
            }
        }
        table.select(Arrays.copyOf(found, n));
        table.setTopIndex(Math.max(top, 0));
        if (n != selected.size()) {
            table.notifyListeners(SWT.Selection, new Event());
        }
    }

    /** The selected rows, in the order shown. */
    public List<T> selection() {
        int[] indexes = table.getSelectionIndices();
        Arrays.sort(indexes);
        List<T> selected = new ArrayList<>(indexes.length);
        for (int i : indexes) {
            if (i < rows.size()) {
                selected.add(rows.get(i));
            }
        }
        return selected;
    }

    /** Selects the rows with these keys and shows the first of them. */
    public void select(Set<?> keys) {
        table.setSelection(java.util.stream.IntStream.range(0, rows.size()).filter(i -> keys.contains(key.apply(rows.get(i)))).toArray());
        table.notifyListeners(SWT.Selection, new Event());
    }

    /** Selects these rows as far as they are shown. */
    void selectRows(List<?> some) {
        Set<?> wanted = Set.copyOf(some);
        table.setSelection(java.util.stream.IntStream.range(0, rows.size()).filter(i -> wanted.contains(rows.get(i))).toArray());
        table.notifyListeners(SWT.Selection, new Event());
    }

    /** The rows as text, cells separated by tabs, first line the headers, columns in the order shown. */
    public String asText(List<T> some) {
        int[] shown = table.getColumnOrder();
        StringBuilder text = new StringBuilder();
        text.append(Arrays.stream(shown).mapToObj(i -> columns.get(i).header()).collect(Collectors.joining("\t"))).append('\n');
        for (T row : some) {
            text.append(Arrays.stream(shown).mapToObj(i -> columns.get(i).text().apply(row)).collect(Collectors.joining("\t"))).append('\n');
        }
        return text.toString();
    }

    private void key(Event event) {
        boolean control = (event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1;
        if (control && event.keyCode == 'c') {
            Clip.copy(table.getDisplay(), asText(selection()));
        } else if (control && event.keyCode == 'a' && (table.getStyle() & SWT.MULTI) != 0) {
            table.selectAll();
            table.notifyListeners(SWT.Selection, new Event());
        }
    }

    private void fill(Event event) {
        TableItem item = (TableItem) event.item;
        if (counting != null) {
            counting.add(item);
        }
        if (item.isDisposed() || event.index < 0 || event.index >= rows.size()) {
            return;
        }
        T row = rows.get(event.index);
        for (int i = 0; i < columns.size(); i++) {
            Column<T> column = columns.get(i);
            item.setText(i, column.text().apply(row));
            if (column.icon() != null) {
                String icon = column.icon().apply(row);
                item.setImage(i, icon == null ? null : icons.get(icon));
            }
        }
    }
}
