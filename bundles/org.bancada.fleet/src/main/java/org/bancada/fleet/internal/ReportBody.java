package org.bancada.fleet.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.bancada.fleet.internal.section.KnownSections;
import org.bancada.fleet.internal.section.KnownSections.Known;

/** A report cut into its sections, each a line {@code ---- COMMAND ----} and what follows. Text before the first is a section without command. */
record ReportBody(List<Section> sections) {
    static final int MOST_SECTIONS = 300;
    private static final byte[] MARK = "---- ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_COMMAND = 200;

    /**
     * @param command as in the header; empty for text before the first header
     * @param known who reads it; null when nobody does
     * @param from where the section, header included, begins; {@code output} where its output begins; {@code to} where it ends
     */
    record Section(String command, Known known, byte[] bytes, int from, int output, int to) {

        static Section of(String command, byte[] bytes, int from, int output, int to) {
            return new Section(command, KnownSections.of(command).orElse(null), bytes, from, output, to);
        }

        /** Whether its output stays the same as long as nothing happens to the PC. */
        boolean isStill() {
            return known != null && known.still();
        }

        /** The command's output as text; bytes that are not UTF-8 become U+FFFD, CR LF becomes LF. */
        String text() {
            String text = new String(bytes, output, to - output, StandardCharsets.UTF_8);
            return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        }
    }

    ReportBody {
        sections = List.copyOf(sections);
    }

    /** Sections beyond {@link #MOST_SECTIONS} stay part of the last one. */
    static ReportBody split(byte[] body) {
        List<Section> sections = new ArrayList<>();
        String command = "";
        int from = 0;
        int output = 0;
        int line = 0;
        while (line < body.length) {
            int end = line;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            int next = Math.min(end + 1, body.length);
            String header = body[line] == '-' && sections.size() < MOST_SECTIONS ? header(body, line, end) : null;
            if (header != null) {
                if (line > from) {
                    sections.add(Section.of(command, body, from, output, line));
                }
                command = header;
                from = line;
                output = next;
            }
            line = next;
        }
        if (body.length > from) {
            sections.add(Section.of(command, body, from, output, body.length));
        }
        return new ReportBody(sections);
    }

    private static String header(byte[] body, int from, int end) {
        int to = end > from && body[end - 1] == '\r' ? end - 1 : end;
        int commandEnd = to - MARK.length;
        if (commandEnd <= from + MARK.length || commandEnd - from > LONGEST_COMMAND) {
            return null;
        }
        for (int i = 0; i < MARK.length; i++) {
            if (body[from + i] != MARK[i] || body[to - 1 - i] != MARK[i]) {
                return null;
            }
        }
        String command = new String(body, from + MARK.length, commandEnd - from - MARK.length, StandardCharsets.UTF_8).strip();
        return command.isEmpty() ? null : command;
    }

    boolean hasHeader() {
        return sections.stream().anyMatch(s -> !s.command().isEmpty());
    }

    /** The sections that satisfy {@code which}, as they came. */
    byte[] bytes(Predicate<Section> which) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sections.stream().filter(which).forEach(s -> bytes.write(s.bytes(), s.from(), s.to() - s.from()));
        return bytes.toByteArray();
    }
}
