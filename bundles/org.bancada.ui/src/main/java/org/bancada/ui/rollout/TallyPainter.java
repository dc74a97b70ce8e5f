package org.bancada.ui.rollout;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;

/** Draws a tally as a bar: confirmed solid, under way striped, failed crossed, the rest empty, so that it can be read without colours. */
final class TallyPainter {
    private static final int STRIPE = 6;
    // Middle tones with enough contrast on light and on dark backgrounds.
    private static final Color CONFIRMED = new Color(46, 139, 87);
    private static final Color UNDER_WAY = new Color(70, 130, 200);
    private static final Color FAILED = new Color(200, 70, 60);
    private static final Color BACK = new Color(150, 110, 190);

    private TallyPainter() {
    }

    static void paint(GC gc, Rectangle area, Tally tally, Display display) {
        if (tally.total() == 0 || area.width < 4 || area.height < 4) {
            return;
        }
        gc.setBackground(display.getSystemColor(SWT.COLOR_LIST_BACKGROUND));
        gc.fillRectangle(area);
        int x = area.x;
        int done = 0;
        int[] counts = {tally.confirmed(), tally.underWay(), tally.rolledBack(), tally.failed()};
        for (int i = 0; i < counts.length; i++) {
            done += counts[i];
            int end = area.x + (int) ((long) area.width * done / tally.total());
            segment(gc, new Rectangle(x, area.y, end - x, area.height), i);
            x = end;
        }
        gc.setForeground(display.getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
        gc.drawRectangle(area.x, area.y, area.width - 1, area.height - 1);
    }

    private static void segment(GC gc, Rectangle part, int kind) {
        if (part.width <= 0) {
            return;
        }
        Color color = switch (kind) {
            case 0 -> CONFIRMED;
            case 1 -> UNDER_WAY;
            case 2 -> BACK;
            default -> FAILED;
        };
        gc.setBackground(color);
        gc.setForeground(color);
        if (kind == 0) {
            gc.fillRectangle(part);
            return;
        }
        Rectangle clip = gc.getClipping();
        gc.setClipping(part.intersection(clip));
        for (int x = part.x - part.height; x < part.x + part.width; x += STRIPE) {
            gc.setLineWidth(kind == 1 ? 3 : 2);
            gc.drawLine(x, part.y + part.height, x + part.height, part.y);
            if (kind == 3) {
                gc.drawLine(x, part.y, x + part.height, part.y + part.height);
            }
        }
        gc.setLineWidth(1);
        gc.drawRectangle(part.x, part.y, part.width - 1, part.height - 1);
        gc.setClipping(clip);
    }
}
