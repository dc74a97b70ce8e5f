package org.bancada.ui.log;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.bancada.core.query.Marks;
import org.bancada.core.query.Marks.Span;
import org.bancada.log.Event;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Clip;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** One event whole: its fields, of which each can become a condition or a column, and its JSON. */
final class EventDetail extends Composite {
    private final Table fields;
    private final StyledText json;
    private Event shown;
    private Marks marks = Marks.none();

    EventDetail(Composite parent, Consumer<Filter> filter, Consumer<String> column) {
        super(parent, SWT.NONE);
        setLayout(new FillLayout());
        TabFolder tabs = new TabFolder(this, SWT.NONE);
        fields = new Table(tabs, SWT.SINGLE | SWT.FULL_SELECTION);
        fields.setHeaderVisible(true);
        Accessibles.name(fields, LogText.get("detail.fields"));
        for (String heading : List.of("detail.field", "detail.value")) {
            TableColumn shownColumn = new TableColumn(fields, SWT.LEFT);
            shownColumn.setText(LogText.get(heading));
            shownColumn.setWidth(heading.equals("detail.field") ? 160 : 700);
        }
        tab(tabs, LogText.get("detail.fields")).setControl(fields);
        new MarkedCells(fields, this::marks);
        json = new StyledText(tabs, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        Accessibles.name(json, "JSON");
        tab(tabs, "JSON").setControl(json);
        MenuManager menu = new MenuManager();
        menu.add(FilterBar.action(LogText.get("filter.with"), () -> chosen(item -> filter.accept(Filter.with(item.getText(0), value(item))))));
        menu.add(FilterBar.action(LogText.get("filter.without"), () -> chosen(item -> filter.accept(Filter.without(item.getText(0), value(item))))));
        menu.add(FilterBar.action(LogText.get("fields.column"), () -> chosen(item -> column.accept(item.getText(0)))));
        menu.add(FilterBar.action(LogText.get("detail.copy"), () -> chosen(item -> Clip.copy(getDisplay(), value(item)))));
        fields.setMenu(menu.createContextMenu(fields));
        addListener(SWT.Dispose, e -> menu.dispose());
    }

    private static TabItem tab(TabFolder tabs, String title) {
        TabItem item = new TabItem(tabs, SWT.NONE);
        item.setText(title);
        return item;
    }

    private void chosen(Consumer<TableItem> action) {
        TableItem[] selected = fields.getSelection();
        if (selected.length == 1) {
            action.accept(selected[0]);
        }
    }

    private static String value(TableItem item) {
        return (String) item.getData();
    }

    /** What is marked in the event that is shown next. */
    void marks(Marks wanted) {
        marks = wanted;
        shown = null;
    }

    private List<Span> marks(TableItem item, int column) {
        if (column == 0 || item.getData() == null) {
            return List.of();
        }
        String text = item.getText(1);
        return marks.in(item.getText(0), text.substring(0, Math.min(text.length(), MarkedCells.LONGEST)), Event.isProse(item.getText(0)));
    }

    private void markJson(String text) {
        List<StyleRange> ranges = marks.anywhere(text).stream().map(span -> {
            StyleRange range = new StyleRange(span.begin(), span.end() - span.begin(), null, MarkedCells.ground(json.getBackground()));
            range.underline = true;
            return range;
        }).toList();
        json.setStyleRanges(ranges.toArray(StyleRange[]::new));
    }

    /** @param event null for none */
    void show(Event event) {
        if (event == shown) {
            return;
        }
        shown = event;
        fields.removeAll();
        json.setText(event == null ? "" : event.json());
        markJson(json.getText());
        if (event == null) {
            return;
        }
        for (Map.Entry<String, List<String>> field : event.fields().entrySet()) {
            for (String value : field.getValue()) {
                TableItem item = new TableItem(fields, SWT.NONE);
                item.setText(new String[] {field.getKey(), value.replaceAll("\\p{Cntrl}+", " ")});
                item.setData(value);
            }
        }
    }
}
