package org.bancada.cli.internal.verbs;

import java.util.List;

import org.bancada.cli.Table;
import org.bancada.cli.Terminal;

/**
 * Lines at the end of a terminal that are written anew in place (ECMA-48: cursor up, erase in page). What was erased leaves no trace; lines
 * that are to stay are printed above. Each line is cut to the width, since one that wraps could not be found again.
 */
final class LiveArea {
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final Terminal terminal;
    private int drawn;

    LiveArea(Terminal terminal) {
        this.terminal = terminal;
    }

    /** How many lines there is room for. */
    int rows() {
        return Math.max(1, (terminal.rows() > 0 ? terminal.rows() : USUAL_ROWS) - 1);
    }

    /** In place of what was drawn before; at most {@link #rows} lines. */
    void draw(List<String> lines) {
        StringBuilder text = erasing();
        List<String> shown = lines.subList(0, Math.min(lines.size(), rows()));
        shown.forEach(line -> text.append(cut(line)).append('\n'));
        drawn = shown.size();
        write(text);
    }

    /** Prints a line that stays; the area is gone until it is drawn again. */
    void print(String line) {
        StringBuilder text = erasing();
        drawn = 0;
        write(text.append(Table.printable(line)).append('\n'));
    }

    void erase() {
        StringBuilder text = erasing();
        drawn = 0;
        write(text);
    }

    private StringBuilder erasing() {
        return new StringBuilder(drawn == 0 ? "" : "\u001b[" + drawn + "A\r\u001b[J");
    }

    private String cut(String line) {
        int room = (terminal.columns() > 0 ? terminal.columns() : USUAL_COLUMNS) - 1;
        String clean = Table.printable(line);
        while (Table.width(clean) > room) {
            clean = clean.substring(0, clean.offsetByCodePoints(clean.length(), -1));
        }
        return clean;
    }

    /** In one piece, so that nothing flickers. */
    private void write(StringBuilder text) {
        if (!text.isEmpty()) {
            terminal.out().print(text);
            terminal.out().flush();
        }
    }
}
