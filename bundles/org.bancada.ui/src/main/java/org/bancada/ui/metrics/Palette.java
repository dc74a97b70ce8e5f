package org.bancada.ui.metrics;

import java.util.List;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swtchart.LineStyle;

/** What tells lines apart: a colour with enough contrast on light and on dark, and a style, for who sees no colours. */
final class Palette {
    private static final List<Color> COLORS = List.of(new Color(70, 130, 200), new Color(46, 139, 87), new Color(200, 130, 40), new Color(150, 110, 190),
            new Color(200, 70, 110), new Color(90, 160, 170));
    private static final List<LineStyle> STYLES = List.of(LineStyle.SOLID, LineStyle.DASH, LineStyle.DASHDOT, LineStyle.DOT);
    /** More could not be told apart. */
    static final int MOST = COLORS.size() * STYLES.size();

    private Palette() {
    }

    static Color color(int line) {
        return COLORS.get(line % COLORS.size());
    }

    static LineStyle style(int line) {
        return STYLES.get(line / COLORS.size() % STYLES.size());
    }
}
