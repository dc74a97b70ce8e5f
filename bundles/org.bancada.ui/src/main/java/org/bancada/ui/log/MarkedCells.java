package org.bancada.ui.log;

import java.util.List;

import org.bancada.core.query.Marks.Span;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Marks parts of a table's cells: a ground behind them, and a line below, for who sees no colours. The text itself is drawn as always. */
final class MarkedCells {
    /** What is further to the right is seldom on the screen. */
    static final int LONGEST = 1_000;
    /** GTK draws the text so much to the left of where {@code getTextBounds} says. */
    private static final int SHIFT = 2;
    private static final Color ON_LIGHT = new Color(255, 231, 140);
    private static final Color ON_DARK = new Color(110, 84, 0);

    private final Table table;
    private final Cells cells;

    /** Says what is marked. */
    interface Cells {
        /** @return parts of the text of that cell */
        List<Span> marks(TableItem item, int column);
    }

    MarkedCells(Table table, Cells cells) {
        this.table = table;
        this.cells = cells;
        table.addListener(SWT.EraseItem, this::ground);
        table.addListener(SWT.PaintItem, this::line);
    }

    /** What stands behind marked text on this ground. */
    static Color ground(Color background) {
        return isDark(background.getRGB()) ? ON_DARK : ON_LIGHT;
    }

    private static boolean isDark(RGB ground) {
        return ground.red * 299 + ground.green * 587 + ground.blue * 114 < 128_000;
    }

    private void ground(Event event) {
        if ((event.detail & SWT.SELECTED) != 0) {
            return;
        }
        Color before = event.gc.getBackground();
        event.gc.setBackground(ground(table.getBackground()));
        each(event, (gc, area) -> gc.fillRectangle(area));
        event.gc.setBackground(before);
    }

    private void line(Event event) {
        each(event, (gc, area) -> gc.drawLine(area.x, area.y + area.height - 1, area.x + area.width - 1, area.y + area.height - 1));
    }

    private interface Draw {
        void on(GC gc, Rectangle area);
    }

    private void each(Event event, Draw draw) {
        TableItem item = (TableItem) event.item;
        List<Span> spans = cells.marks(item, event.index);
        if (spans.isEmpty()) {
            return;
        }
        String text = item.getText(event.index);
        Rectangle bounds = item.getTextBounds(event.index);
        for (Span span : spans) {
            if (span.end() > text.length()) {
                return;
            }
            int begin = event.gc.textExtent(text.substring(0, span.begin()), SWT.DRAW_TRANSPARENT).x;
            int end = event.gc.textExtent(text.substring(0, span.end()), SWT.DRAW_TRANSPARENT).x;
            if (begin > bounds.width) {
                return;
            }
            int height = event.gc.getFontMetrics().getHeight();
            draw.on(event.gc, new Rectangle(bounds.x - SHIFT + begin, event.y + (event.height - height) / 2, end - begin, height));
        }
    }
}
