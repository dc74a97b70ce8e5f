package org.bancada.ui.rollout;

import org.bancada.rollout.NodeRolloutState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Icons;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;

/** Draws one seat: an icon of its own for each state, the same as a word or as numbers, and a bar; the colour says nothing that these do not say. */
final class TilePainter {
    private static final int ICON = 16;
    private static final int PAD = 5;
    private static final int BAR = 4;
    private static final int STRIPE = 4;
    private static final int TINT_PERCENT = 14;
    private static final Color CONFIRMED = new Color(46, 139, 87);
    private static final Color UNDER_WAY = new Color(70, 130, 200);
    private static final Color WAITING = new Color(190, 140, 40);
    private static final Color FAILED = new Color(200, 70, 60);
    private static final Color BACK = new Color(150, 110, 190);
    private static final Color IDLE = new Color(130, 136, 144);

    private final Icons icons;

    TilePainter(Icons icons) {
        this.icons = icons;
    }

    /** What a tile needs at least, in the font of {@code gc}. */
    static Point size(GC gc) {
        Point widest = gc.textExtent("100 %  999,9 MiB/s  00:00");
        return new Point(widest.x + 2 * PAD + STRIPE, 2 * Math.max(ICON, gc.getFontMetrics().getHeight()) + 2 * PAD + BAR + 2);
    }

    static Color color(NodeRolloutState state) {
        return switch (state) {
            case CONFIRMED -> CONFIRMED;
            case WAKING, PREFLIGHT, FETCHING, VERIFYING, ACTIVATED -> UNDER_WAY;
            case STAGED, WAITING_IDLE -> WAITING;
            case FAILED -> FAILED;
            case ROLLED_BACK -> BACK;
            case PENDING, SKIPPED -> IDLE;
        };
    }

    /** The second line of a tile. */
    static String words(RolloutRow row) {
        if (row.node().state() != NodeRolloutState.FETCHING) {
            return RolloutDetails.state(row.node().state());
        }
        String speed = Formats.speed(row.node().bytesPerSecond());
        return (RolloutDetails.percent(row) + "  " + speed + row.timeLeft().map(left -> "  " + clock(left.toSeconds())).orElse("")).strip();
    }

    private static String clock(long seconds) {
        return seconds < 3600 ? "%d:%02d".formatted(seconds / 60, seconds % 60) : "%d:%02d h".formatted(seconds / 3600, seconds / 60 % 60);
    }

    /** @param paper and {@code ink} colours of the map */
    void paint(GC gc, Rectangle area, RolloutRow row, boolean selected, Color paper, Color ink) {
        Color tone = color(row.node().state());
        gc.setBackground(new Color(mix(paper.getRGB(), tone.getRGB())));
        gc.fillRectangle(area);
        gc.setBackground(tone);
        gc.fillRectangle(area.x, area.y, STRIPE, area.height);
        int bar = (int) (area.width * row.share());
        if (bar > 0) {
            gc.fillRectangle(area.x, area.y + area.height - BAR, bar, BAR);
        }
        int x = area.x + STRIPE + PAD;
        int line = Math.max(ICON, gc.getFontMetrics().getHeight());
        gc.setForeground(ink);
        gc.drawImage(icons.get(RolloutDetails.icon(row.node().state())), x, area.y + PAD + (line - ICON) / 2);
        text(gc, row.node().name(), x + ICON + 4, area.y + PAD, area.x + area.width - PAD);
        text(gc, words(row), x, area.y + PAD + line + 2, area.x + area.width - PAD);
        gc.setForeground(selected ? ink : tone);
        gc.setLineWidth(selected ? 2 : 1);
        int edge = selected ? 1 : 0;
        gc.drawRectangle(area.x + edge, area.y + edge, area.width - 1 - edge, area.height - 1 - edge);
        gc.setLineWidth(1);
    }

    /** Shortened with an ellipsis where it does not fit. */
    private static void text(GC gc, String text, int x, int y, int end) {
        String shown = text;
        while (shown.length() > 1 && x + gc.textExtent(shown).x > end) {
            shown = shown.substring(0, shown.length() - (shown.endsWith("…") ? 2 : 1)) + "…";
        }
        gc.drawText(shown, x, y, SWT.DRAW_TRANSPARENT);
    }

    private static RGB mix(RGB paper, RGB tone) {
        return new RGB(mix(paper.red, tone.red), mix(paper.green, tone.green), mix(paper.blue, tone.blue));
    }

    private static int mix(int a, int b) {
        return (a * (100 - TINT_PERCENT) + b * TINT_PERCENT) / 100;
    }
}
