package org.bancada.ui.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

import org.bancada.log.Histogram;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * How many events there were over time, as bars. Dragging over them, or the arrow keys with Shift and then Enter, chooses a time. A canvas: a
 * chart's own zoom changes what it shows of its data, here it has to ask the store anew.
 */
final class Bars extends Canvas {
    private static final int HEIGHT = 84;
    private static final int AXIS = 18;
    private static final int TOP = 4;
    private static final int LEAST_DRAG = 4;
    private static final Color BAR = new Color(70, 130, 200);

    private final BiConsumer<Instant, Instant> zoom;
    private Histogram histogram = new Histogram(Instant.EPOCH, Duration.ofSeconds(1), List.of());
    private int from = -1;
    private int to = -1;
    private int pressedX = -1;

    /** @param zoom told the chosen time: first moment, first moment after it */
    Bars(Composite parent, BiConsumer<Instant, Instant> zoom) {
        super(parent, SWT.DOUBLE_BUFFERED);
        this.zoom = zoom;
        Accessibles.name(this, this::spoken);
        addListener(SWT.Paint, e -> paint(e.gc));
        addListener(SWT.MouseDown, e -> {
            setFocus();
            pressedX = e.x;
            choose(bar(e.x), bar(e.x));
        });
        addListener(SWT.MouseMove, this::moved);
        addListener(SWT.MouseUp, e -> {
            boolean dragged = pressedX >= 0 && Math.abs(e.x - pressedX) >= LEAST_DRAG;
            pressedX = -1;
            if (dragged) {
                zoom();
            }
        });
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.FocusOut, e -> choose(-1, -1));
        addListener(SWT.Traverse, e -> e.doit = e.detail != SWT.TRAVERSE_ARROW_NEXT && e.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
    }

    void show(Histogram newest) {
        if (!newest.equals(histogram)) {
            histogram = newest;
            choose(-1, -1);
            redraw();
        }
    }

    private int bar(int x) {
        int count = histogram.counts().size();
        return count == 0 ? -1 : Math.clamp((long) x * count / Math.max(1, getClientArea().width), 0, count - 1);
    }

    private int x(int bar) {
        return (int) ((long) bar * getClientArea().width / Math.max(1, histogram.counts().size()));
    }

    private void moved(Event event) {
        if (pressedX >= 0) {
            choose(from, bar(event.x));
        }
        int bar = bar(event.x);
        setToolTipText(bar < 0 ? null : tip(bar));
    }

    private String tip(int bar) {
        return LogText.get("bars.tip", Formats.full(histogram.start(bar)), Formats.number(histogram.counts().get(bar)));
    }

    private void key(Event event) {
        int count = histogram.counts().size();
        boolean extend = (event.stateMask & SWT.SHIFT) != 0;
        int step = event.keyCode == SWT.ARROW_LEFT ? -1 : event.keyCode == SWT.ARROW_RIGHT ? 1 : 0;
        if (step != 0 && count > 0) {
            int next = to < 0 ? step > 0 ? 0 : count - 1 : Math.clamp(to + step, 0, count - 1);
            choose(extend && from >= 0 ? from : next, next);
        } else if (event.keyCode == SWT.CR && from >= 0) {
            zoom();
        } else if (event.keyCode == SWT.ESC) {
            choose(-1, -1);
        }
    }

    private void choose(int first, int last) {
        if (first != from || last != to) {
            from = first;
            to = last;
            redraw();
        }
    }

    private void zoom() {
        if (from >= 0 && to >= 0) {
            zoom.accept(histogram.start(Math.min(from, to)), histogram.start(Math.max(from, to) + 1));
        }
    }

    private String spoken() {
        return to >= 0 && to < histogram.counts().size() ? tip(to) : LogText.get("bars.name", Formats.number(histogram.total()));
    }

    private void paint(GC gc) {
        Rectangle area = getClientArea();
        gc.setBackground(getBackground());
        gc.fillRectangle(area);
        List<Long> counts = histogram.counts();
        if (counts.isEmpty()) {
            return;
        }
        if (from >= 0) {
            int left = x(Math.min(from, to));
            gc.setAlpha(60);
            gc.setBackground(getForeground());
            gc.fillRectangle(left, 0, x(Math.max(from, to) + 1) - left, area.height - AXIS);
            gc.setAlpha(255);
        }
        long most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
        int room = area.height - AXIS - TOP;
        gc.setBackground(BAR);
        for (int i = 0; i < counts.size(); i++) {
            int height = counts.get(i) == 0 ? 0 : Math.max(1, (int) (counts.get(i) * room / Math.max(1, most)));
            gc.fillRectangle(x(i), area.height - AXIS - height, Math.max(1, x(i + 1) - x(i) - 1), height);
        }
        gc.setForeground(getForeground());
        gc.drawLine(0, area.height - AXIS, area.width, area.height - AXIS);
        String first = Formats.full(histogram.start(0));
        String last = Formats.full(histogram.start(counts.size()));
        gc.drawText(first, 2, area.height - AXIS + 1, true);
        int end = area.width - gc.textExtent(last).x - 2;
        if (end > gc.textExtent(first).x + 12) {
            gc.drawText(last, end, area.height - AXIS + 1, true);
        }
        gc.drawText(Formats.number(most), 2, 0, true);
    }

    @Override
    public Point computeSize(int width, int height, boolean changed) {
        return new Point(width == SWT.DEFAULT ? 400 : width, height == SWT.DEFAULT ? HEIGHT : height);
    }
}
