package org.bancada.fleet.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** Places and seats as CSV. Each line is read by itself, so that a stray quote spoils one line and not the rest of the file. */
final class PlacesCsv {
    static final List<String> COLUMNS = List.of("uuid", "name", "campus", "building", "room", "seat", "address", "ssh_port", "mac");
    private static final int LONGEST_LINE = 10_000;
    private static final int MOST_LINES = 100_000;
    private static final String FORMULA = "=+-@\t\r";
    private static final Messages TEXT = Messages.beside(PlacesCsv.class);

    private PlacesCsv() {
    }

    static void write(List<Node> nodes, Writer target) throws ProblemException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader(COLUMNS.toArray(String[]::new)).get();
        try {
            CSVPrinter printer = new CSVPrinter(target, format);
            for (Node n : nodes) {
                List<String> cells = new ArrayList<>(List.of(n.uuid(), n.name()));
                cells.addAll(n.place().parts());
                cells.addAll(List.of(n.address(), Integer.toString(n.sshPort()), n.mac()));
                printer.printRecord(cells.stream().map(PlacesCsv::guarded).toList());
            }
            printer.flush();
        } catch (IOException failed) {
            throw new ProblemException(Problem.of(TEXT.text("csv.write.failed", String.valueOf(failed.getMessage()))), failed);
        }
    }

    private static String guarded(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static String unguarded(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.charAt(0) == '\'' && FORMULA.indexOf(text.charAt(1)) >= 0 ? text.substring(1) : text;
    }

    /** @param line 1-based, as an editor shows it; {@code cells} by column name, absent columns are absent */
    record Row(int line, Map<String, String> cells) {
    }

    /** @param refused lines that are no CSV, or too long */
    record Table(List<Row> rows, List<Introductions.Refused> refused) {
    }

    /** @throws ProblemException when there is no header line, or neither uuid nor name in it, or the file has too many lines */
    static Table read(Reader source) throws ProblemException {
        Lines lines = new Lines(source);
        List<Row> rows = new ArrayList<>();
        List<Introductions.Refused> refused = new ArrayList<>();
        try {
            String first = lines.next();
            if (first != null && first.startsWith("\ufeff")) {
                first = first.substring(1);
            }
            if (first == null || first.isBlank() || lines.cut) {
                throw new ProblemException(Problem.of(TEXT.text("csv.no.header", String.join(", ", COLUMNS))));
            }
            CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter(first)).setIgnoreSurroundingSpaces(true).get();
            List<String> header = header(cells(first, format));
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (lines.number > MOST_LINES) {
                    throw new ProblemException(Problem.of(TEXT.text("csv.too.many", Integer.toString(MOST_LINES))));
                }
                if (lines.cut) {
                    refused.add(refused(lines.number, TEXT.text("csv.line.long", Integer.toString(LONGEST_LINE))));
                } else if (!line.isBlank()) {
                    row(lines.number, header, line, format, rows, refused);
                }
            }
        } catch (IOException failed) {
            throw new ProblemException(Problem.of(TEXT.text("csv.read.failed", String.valueOf(failed.getMessage()))), failed);
        }
        return new Table(rows, refused);
    }

    private static void row(int number, List<String> header, String line, CSVFormat format, List<Row> rows, List<Introductions.Refused> refused) {
        try {
            List<String> cells = cells(line, format);
            if (cells.size() > header.size()) {
                refused.add(refused(number, TEXT.text("csv.cells", Integer.toString(cells.size()), Integer.toString(header.size()))));
                return;
            }
            Map<String, String> byColumn = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                byColumn.put(header.get(i), unguarded(cells.get(i)));
            }
            if (byColumn.values().stream().anyMatch(c -> !c.isEmpty())) {
                rows.add(new Row(number, byColumn));
            }
        } catch (IOException | UncheckedIOException bad) {
            refused.add(refused(number, TEXT.text("csv.line.bad")));
        }
    }

    private static List<String> cells(String line, CSVFormat format) throws IOException {
        try (CSVParser parser = CSVParser.parse(line, format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty() ? List.of() : records.get(0).toList();
        }
    }

    private static List<String> header(List<String> cells) throws ProblemException {
        List<String> header = cells.stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
        for (String column : COLUMNS) {
            if (header.stream().filter(column::equals).count() > 1) {
                throw new ProblemException(Problem.of(TEXT.text("csv.column.twice", column)));
            }
        }
        if (!header.contains("uuid") && !header.contains("name")) {
            throw new ProblemException(Problem.of(TEXT.text("csv.no.header", String.join(", ", COLUMNS))));
        }
        return header;
    }

    /** Spreadsheets write semicolons where the comma is the decimal sign. */
    private static char delimiter(String header) {
        return header.indexOf(';') >= 0 ? ';' : header.indexOf('\t') >= 0 ? '\t' : ',';
    }

    static Introductions.Refused refused(int line, String why) {
        return new Introductions.Refused(line, Problem.of(why));
    }

    /** Lines of bounded length, whatever ends them. */
    private static final class Lines {
        private final Reader source;
        private final char[] buffer = new char[8192];
        private int at;
        private int end;
        private boolean afterReturn;
        private int number;
        private boolean cut;

        Lines(Reader source) {
            this.source = source;
        }

        /** The next line, its first part when it is too long ({@link #cut}), null at the end. */
        String next() throws IOException {
            StringBuilder line = new StringBuilder();
            cut = false;
            int c = read();
            if (c == '\n' && afterReturn) {
                c = read();
            }
            afterReturn = false;
            if (c < 0) {
                return null;
            }
            number++;
            while (c >= 0 && c != '\n' && c != '\r') {
                if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                } else {
                    cut = true;
                }
                c = read();
            }
            afterReturn = c == '\r';
            return line.toString();
        }

        private int read() throws IOException {
            if (at == end) {
                end = source.read(buffer);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return -1;
                }
            }
            return buffer[at++];
        }
    }
}
