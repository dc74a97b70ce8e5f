import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Events of a lab over thirty days: real lines with other names of hosts, times, numbers and addresses. Event i of n is the same in every run.
 * One in fifty comes up to ten minutes late, the others up to two seconds.
 */
final class LabLines {
    static final Instant END = Instant.parse("2026-11-26T12:00:00Z");
    static final long SPAN_MILLIS = 30L * 24 * 3600 * 1000;
    private static final Pattern SYSLOG = Pattern.compile("(?:\\w{3} +\\d+ [\\d:]{8} \\S+ )?([A-Za-z][\\w.()/ -]{0,30}?)(?:\\[\\d+])?: (.+)");
    /** Without zones and offsets of its own: each formatting costs the loader as much as the rest of the event. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+00:00'").withZone(ZoneOffset.UTC);
    private static final List<String> SEVERITIES = List.of("info", "info", "info", "notice", "notice", "warning", "err");

    private final List<String[]> lines = new ArrayList<>();
    private final long count;

    /** @param logs folder of real log files */
    LabLines(Path logs, long count) throws IOException {
        this.count = count;
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
                for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\r?\n")) {
                    Matcher syslog = SYSLOG.matcher(line);
                    if (syslog.matches() && line.chars().allMatch(c -> c >= ' ' && c < 127)) {
                        lines.add(new String[] {syslog.group(1), syslog.group(2).strip()});
                    }
                }
            }
        }
        if (lines.size() < 1_000) {
            throw new IOException("only " + lines.size() + " lines in " + logs);
        }
    }

    static String host(long number) {
        return "le" + (1 + number / 28) + "-" + (number % 28 < 9 ? "0" : "") + (1 + number % 28);
    }

    /** @param pid as the file on the node has it; it is not shipped */
    record Line(String id, Instant time, String host, String severity, String program, int pid, String message) {
        void json(StringBuilder to) {
            to.append("{\"@timestamp\":\"");
            TIME.formatTo(time, to);
            to.append("\",\"host\":\"").append(host).append("\",\"severity\":\"").append(severity).append("\",\"facility\":\"")
                    .append(program.contains("pam") ? "authpriv" : "daemon").append("\",\"program\":\"").append(program).append("\",\"message\":\"");
            for (int i = 0; i < message.length(); i++) {
                char c = message.charAt(i);
                (c == '"' || c == '\\' ? to.append('\\') : to).append(c);
            }
            to.append("\"}");
        }

        /** As rsyslogd writes it to a file. */
        void raw(StringBuilder to) {
            TIME.formatTo(time, to);
            to.append(' ').append(host).append(' ').append(program).append('[').append(pid).append("]: ").append(message).append('\n');
        }
    }

    Line line(long i) {
        SplittableRandom random = new SplittableRandom(i * 0xD1342543DE82EF95L);
        String[] line = lines.get(random.nextInt(lines.size()));
        long late = random.nextInt(50) == 0 ? random.nextInt(600_000) : random.nextInt(2_000);
        Instant time = END.minusMillis(SPAN_MILLIS - (long) ((double) i / count * SPAN_MILLIS) + late);
        StringBuilder message = new StringBuilder(line[1]);
        for (int at = 0; at < message.length(); at++) {
            int end = at;
            while (end < message.length() && message.charAt(end) >= '0' && message.charAt(end) <= '9') {
                end++;
            }
            // Numbers of processes, ports and sizes, and the last part of an address.
            if (end - at > 2 || end > at && at > 0 && message.charAt(at - 1) == '.' && message.charAt(Math.min(end, message.length() - 1)) != '.') {
                for (int digit = at; digit < end; digit++) {
                    message.setCharAt(digit, (char) ('0' + random.nextInt(10)));
                }
            }
            at = Math.max(at, end);
        }
        StringBuilder id = new StringBuilder(36);
        for (int digit = 0; digit < 32; digit++) {
            id.append(digit == 8 || digit == 12 || digit == 16 || digit == 20 ? "-" : "").append(Character.forDigit(random.nextInt(16), 16));
        }
        return new Line(id.toString(), time, host(random.nextInt(252)), SEVERITIES.get(random.nextInt(SEVERITIES.size())), line[0],
                1 + random.nextInt(32_000), message.toString());
    }

    /** One body of the bulk protocol, as rsyslog's omelasticsearch and Fluent Bit send it: each event with a name of its own. */
    byte[] bulk(long from, long to) {
        StringBuilder body = new StringBuilder((int) (to - from) * 350);
        for (long i = from; i < to; i++) {
            Line line = line(i);
            body.append("{\"create\":{\"_index\":\"syslog\",\"_id\":\"").append(line.id()).append("\"}}\n");
            line.json(body);
            body.append('\n');
        }
        return body.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A random host and so on, for queries. */
    static Random random(long seed) {
        return new Random(seed);
    }

    /** Writes the raw text; prints its size and that of the JSON. */
    public static void main(String[] arguments) throws IOException {
        LabLines lines = new LabLines(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        long json = 0;
        try (var out = Files.newBufferedWriter(Path.of(arguments[2]), StandardCharsets.ISO_8859_1)) {
            StringBuilder text = new StringBuilder();
            for (long i = 0; i < lines.count; i++) {
                Line line = lines.line(i);
                text.setLength(0);
                line.json(text);
                json += text.length() + 1;
                text.setLength(0);
                line.raw(text);
                out.append(text);
            }
        }
        System.out.println(Files.size(Path.of(arguments[2])) + " " + json);
    }
}
