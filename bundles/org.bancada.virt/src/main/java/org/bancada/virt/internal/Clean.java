package org.bancada.virt.internal;

/** Text that a node sent. */
final class Clean {
    private static final int LONGEST = 300;

    private Clean() {
    }

    /** One line without control characters, bounded. */
    static String line(String text) {
        String line = String.valueOf(text).replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
