package org.bancada.ui.rollout;

import org.bancada.ui.kit.Accessibles;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** A rollout's progress as a bar; a screen reader hears the same in words. */
final class TallyBar extends Canvas {
    private Tally tally = new Tally(0, 0, 0, 0, 0, 0);

    TallyBar(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
        Accessibles.name(this, () -> tally.text());
        addListener(SWT.Paint, e -> TallyPainter.paint(e.gc, getClientArea(), tally, getDisplay()));
    }

    void show(Tally newest) {
        if (!newest.equals(tally)) {
            tally = newest;
            setToolTipText(newest.text());
            redraw();
        }
    }

    @Override
    public Point computeSize(int width, int height, boolean changed) {
        return new Point(width == SWT.DEFAULT ? 220 : width, height == SWT.DEFAULT ? 14 : height);
    }
}
