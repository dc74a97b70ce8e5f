package org.bancada.ui.remote;

import java.util.ArrayList;
import java.util.List;

/** What one node printed: the newest lines, at most {@link #MOST}. Safe for use by several threads. */
final class Output {
    static final int MOST = 50_000;
    private static final int SLACK = 5_000;
    private static final int LONGEST = 4_096;
    private final List<Line> lines = new ArrayList<>();
    private long dropped;

    /** @param error whether it came on standard error */
    record Line(boolean error, String text) {
    }

    /** Some lines from a position on. {@code first} is the number of the first of them, counted from 0 since the node's first line. */
    record Part(long first, List<Line> lines) {
        long end() {
            return first + lines.size();
        }
    }

    synchronized void add(boolean error, String text) {
        lines.add(new Line(error, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
        if (lines.size() >= MOST + SLACK) {
            drop(SLACK);
        }
    }

    private void drop(int count) {
        lines.subList(0, count).clear();
        dropped += count;
    }

    /** Everything from line {@code from} on that is still there. */
    synchronized Part since(long from) {
        int start = (int) Math.min(Math.max(from - dropped, 0), lines.size());
        return new Part(dropped + start, List.copyOf(lines.subList(start, lines.size())));
    }

    synchronized String last() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!lines.get(i).text().isBlank()) {
                return lines.get(i).text().strip();
            }
        }
        return "";
    }

    /** How many lines have been forgotten. */
    synchronized long dropped() {
        return dropped;
    }

    synchronized void clear() {
        drop(lines.size());
    }
}
