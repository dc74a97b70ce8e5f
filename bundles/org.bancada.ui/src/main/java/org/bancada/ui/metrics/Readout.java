package org.bancada.ui.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bancada.metrics.Answer;
import org.bancada.metrics.Line;
import org.bancada.metrics.Point;
import org.bancada.metrics.Unit;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** The legend: each line with its stroke and its value at the mark, or its last one, and how low and high it went. */
final class Readout {
    private static final int STROKE = 26;
    private static final int LEAST = 2;

    private final Table table;
    private final TableColumn value;
    private Answer answer;
    private int shown;
    private String spoken = "";

    Readout(Composite parent) {
        table = new Table(parent, SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        Accessibles.name(table, MetricText.get("readout.name"));
        column("readout.line", 120, SWT.LEFT);
        value = column("readout.last", 88, SWT.RIGHT);
        column("readout.min", 80, SWT.RIGHT);
        column("readout.max", 80, SWT.RIGHT);
        table.addListener(SWT.PaintItem, this::paint);
        table.addListener(SWT.MeasureItem, e -> e.width += e.index == 0 ? STROKE : 0);
    }

    private TableColumn column(String key, int width, int alignment) {
        TableColumn column = new TableColumn(table, alignment);
        column.setText(MetricText.get(key));
        column.setWidth(width);
        return column;
    }

    private void paint(Event event) {
        if (event.index == 0) {
            int line = table.indexOf((TableItem) event.item);
            Rectangle cell = ((TableItem) event.item).getTextBounds(0);
            GC gc = event.gc;
            gc.setForeground(Palette.color(line));
            gc.setLineWidth(LEAST);
            gc.setLineStyle(Palette.style(line).value());
            int y = event.y + event.height / 2;
            gc.drawLine(cell.x + cell.width - STROKE, y, cell.x + cell.width - 4, y);
        }
    }

    void show(Answer next, int lines) {
        answer = next;
        shown = lines;
        table.setRedraw(false);
        table.setItemCount(shown);
        for (int i = 0; i < shown; i++) {
            Line line = answer.lines().get(i);
            table.getItem(i).setText(0, name(line));
            table.getItem(i).setText(2, text(line.points().stream().mapToDouble(Point::min).min().orElse(0)));
            table.getItem(i).setText(3, text(line.points().stream().mapToDouble(Point::max).max().orElse(0)));
        }
        table.setRedraw(true);
        at(null);
    }

    static String name(Line line) {
        return line.name().isEmpty() ? MetricText.get("place.unknown") : line.name();
    }

    private String text(double number) {
        Unit unit = answer.question().metric().unit();
        return unit.text(number, Locale.getDefault());
    }

    /** Shows the values at a moment; the last ones for null. */
    void at(Instant moment) {
        if (answer == null) {
            return;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            Line line = answer.lines().get(i);
            Optional<Point> point = moment == null ? Optional.of(line.points().getLast()) : line.near(moment);
            String said = point.map(p -> text(p.value())).orElse("–");
            if (!said.equals(table.getItem(i).getText(1))) {
                table.getItem(i).setText(1, said);
            }
            parts.add(name(line) + " " + said);
        }
        String heading = moment == null ? MetricText.get("readout.last") : Formats.time(moment);
        if (!heading.equals(value.getText())) {
            value.setText(heading);
        }
        spoken = heading + ": " + String.join(", ", parts);
    }

    String spoken() {
        return spoken;
    }

    Table table() {
        return table;
    }
}
