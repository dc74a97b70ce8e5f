package org.bancada.ui.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.bancada.core.query.Marks;
import org.bancada.core.query.Marks.Span;
import org.bancada.log.Event;
import org.bancada.log.SavedSearch;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TableItem;

/** Events as rows: time, node, the chosen fields, the line itself. Which columns there are is kept. */
final class EventTable {
    private static final Pattern ERROR = Pattern.compile("\\b(error|err|fail(ed|ure)?|fatal|panic|critical|crit|emerg|alert|out of memory|segfault)\\b", Pattern.CASE_INSENSITIVE);
    private static final List<String> SEVERITIES = List.of("severity", "syslogseverity-text", "level", "log.level", "priority", "PRIORITY", "severity_label");
    private static final String COLUMNS = "columns";
    /** What the ids of the columns of fields begin with. */
    private static final String FIELD = "field ";
    private static final String TIME = "time";
    private static final List<String> BUILT_IN = List.of(Event.TIME, SavedSearch.NODE, SavedSearch.MESSAGE);
    private static final String BETWEEN = ", ";

    private final RowTable<Event> table;
    private final IDialogSettings settings;
    private final List<String> chosen = new ArrayList<>();
    private List<Event> events = List.of();
    private Event anchor;
    private Marks marks = Marks.none();

    EventTable(Composite parent, IDialogSettings settings) {
        this.settings = settings;
        String[] kept = settings.getArray(COLUMNS);
        chosen.addAll(kept == null ? List.of() : List.of(kept));
        table = new RowTable<>(parent, SWT.MULTI, LogText.get("events.name"), event -> event.kind() + " " + event.id(), columns(), settings);
        table.onSort(this::sort);
        new MarkedCells(table.control(), this::marks);
    }

    /** What is marked in the rows that are shown next. */
    void marks(Marks wanted) {
        marks = wanted;
        table.control().redraw();
    }

    private List<Span> marks(TableItem item, int column) {
        int index = item.getParent().indexOf(item);
        if (marks.isEmpty() || index < 0 || index >= table.rows().size() || column >= table.columns().size()) {
            return List.of();
        }
        Event event = table.rows().get(index);
        String id = table.columns().get(column).id();
        if (id.equals(SavedSearch.MESSAGE)) {
            String shown = line(message(event));
            shown = shown.substring(0, Math.min(shown.length(), MarkedCells.LONGEST));
            return event.message().isEmpty() ? marks.anywhere(shown) : marks.in(event.messageField().orElse(""), shown, true);
        }
        if (id.equals(SavedSearch.NODE)) {
            return event.nodeField().map(field -> marks.in(field, event.node().orElse(""), Event.isProse(field))).orElse(List.of());
        }
        return id.startsWith(FIELD) ? marks(id.substring(FIELD.length()), event) : List.of();
    }

    private List<Span> marks(String field, Event event) {
        List<Span> spans = new ArrayList<>();
        int at = 0;
        for (String value : event.values(field)) {
            String shown = line(value);
            int from = at;
            marks.in(field, shown, Event.isProse(field)).forEach(span -> spans.add(new Span(from + span.begin(), from + span.end())));
            at += shown.length() + BETWEEN.length();
            if (at > MarkedCells.LONGEST) {
                break;
            }
        }
        return spans;
    }

    RowTable<Event> table() {
        return table;
    }

    private List<Column<Event>> columns() {
        List<Column<Event>> columns = new ArrayList<>();
        columns.add(Column.<Event, java.time.Instant>value(TIME, LogText.get("events.time", Formats.zone()), 220, Event::time, Formats::full)
                .withIcon(this::icon));
        columns.add(Column.text(SavedSearch.NODE, LogText.get("events.node"), 110, event -> event.node().orElse("")));
        for (String field : chosen) {
            columns.add(Column.text(FIELD + field, field, 140,
                    event -> event.values(field).stream().map(EventTable::line).collect(Collectors.joining(BETWEEN))));
        }
        columns.add(Column.text(SavedSearch.MESSAGE, LogText.get("events.message"), 900, event -> line(message(event))));
        return columns;
    }

    private String icon(Event event) {
        return event.equals(anchor) ? "resume" : isError(event) ? "warning-small" : null;
    }

    private static String message(Event event) {
        return event.message().isEmpty() ? event.json() : event.message();
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /** Whether it says so itself, by its severity or in its line. */
    static boolean isError(Event event) {
        return SEVERITIES.stream().flatMap(field -> event.values(field).stream()).anyMatch(value -> value.matches("[0-3]") || ERROR.matcher(value).find())
                || ERROR.matcher(event.message()).find();
    }

    /** Adds a column before the line itself, or takes it away when it is there. */
    void toggle(String field) {
        boolean gone = chosen.remove(field);
        SequencedMap<String, Integer> arrangement = new LinkedHashMap<>();
        table.arrangement().forEach((id, width) -> {
            if (!gone && id.equals(SavedSearch.MESSAGE)) {
                arrangement.put(FIELD + field, 0);
            }
            arrangement.put(id, width);
        });
        if (gone) {
            arrangement.remove(FIELD + field);
        } else {
            chosen.add(field);
        }
        arrange(arrangement);
    }

    private void arrange(SequencedMap<String, Integer> arrangement) {
        settings.put(COLUMNS, chosen.toArray(String[]::new));
        table.arrange(columns(), arrangement);
    }

    /** The columns from left to right, as a saved search keeps them. */
    List<SavedSearch.Column> arrangement() {
        SequencedMap<String, Integer> fields = new LinkedHashMap<>();
        table.arrangement().forEach((id, width) -> fields.putIfAbsent(id.equals(TIME) ? Event.TIME : id.startsWith(FIELD) ? id.substring(FIELD.length()) : id, width));
        return fields.entrySet().stream().map(column -> new SavedSearch.Column(column.getKey(), column.getValue())).toList();
    }

    /** Shows other columns. */
    void arrange(List<SavedSearch.Column> columns) {
        chosen.clear();
        SequencedMap<String, Integer> arrangement = new LinkedHashMap<>();
        for (SavedSearch.Column column : columns) {
            boolean own = BUILT_IN.contains(column.field());
            if (!own) {
                chosen.add(column.field());
            }
            arrangement.put(column.field().equals(Event.TIME) ? TIME : own ? column.field() : FIELD + column.field(), column.width());
        }
        arrange(arrangement);
    }

    List<String> chosen() {
        return List.copyOf(chosen);
    }

    /** @param marked the event around which the others are; null for none */
    void show(List<Event> newest, Event marked) {
        events = newest;
        anchor = marked;
        sort();
        if (marked != null) {
            table.select(java.util.Set.of(marked.kind() + " " + marked.id()));
        }
    }

    private void sort() {
        Comparator<Event> order = table.order();
        table.rows(order == null ? events : events.stream().sorted(order).toList());
    }

    /** Goes to the next error below (1) or above (-1). @return whether there is one */
    boolean nextError(int direction) {
        List<Event> rows = table.rows();
        int at = table.control().getSelectionIndex();
        for (int i = at < 0 && direction < 0 ? rows.size() - 1 : at + direction; i >= 0 && i < rows.size(); i += direction) {
            if (isError(rows.get(i))) {
                table.control().setSelection(i);
                table.control().notifyListeners(SWT.Selection, new org.eclipse.swt.widgets.Event());
                return true;
            }
        }
        return false;
    }
}
