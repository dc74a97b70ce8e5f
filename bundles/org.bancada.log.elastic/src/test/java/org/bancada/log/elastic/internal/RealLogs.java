package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import org.bancada.log.NewEvent;
import org.bancada.log.internal.Samples;

/** Events from logs of real machines where those are here, and from made-up ones with all that is odd. */
final class RealLogs {
    private static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");
    private static final Pattern SYSLOG = Pattern.compile("(\\w{3}) +(\\d+) (\\d\\d:\\d\\d:\\d\\d) (\\S+) ([^\\[: ]+)(?:\\[(\\d+)])?: (.*)");

    private RealLogs() {
    }

    /** @param every how many lines of the real logs one event stands for */
    static List<NewEvent> events(Random random, int every, int made) throws IOException {
        List<NewEvent> events = new ArrayList<>();
        Path folder = folder();
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".log")).sorted().toList()) {
                    lines(file, every, events);
                }
            }
        }
        for (int i = 0; i < made; i++) {
            events.add(event("made-" + i, i % 3 == 0 ? "Made" : "app", Samples.event(random)));
        }
        return events;
    }

    private static Path folder() {
        Path up = Path.of("").toAbsolutePath();
        while (up != null && !Files.isDirectory(up.resolve("shared/data/logs"))) {
            up = up.getParent();
        }
        return up == null ? null : up.resolve("shared/data/logs");
    }

    private static void lines(Path file, int every, List<NewEvent> events) throws IOException {
        String name = file.getFileName().toString();
        int number = 0;
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList()) {
            if (number % every > 0) {
                number++;
                continue;
            }
            StringBuilder json = new StringBuilder("{\"@timestamp\":\"").append(BEGIN.plusSeconds(17L * number)).append('"');
            Matcher syslog = SYSLOG.matcher(line);
            boolean known = syslog.matches();
            field(json, "file", name);
            json.append(",\"line\":").append(number);
            if (known) {
                field(json, "host", syslog.group(4));
                field(json, "program", syslog.group(5));
                if (syslog.group(6) != null) {
                    json.append(",\"pid\":").append(syslog.group(6));
                }
                field(json, "when", "2005-0" + (1 + syslog.group(1).length() % 9) + "-" + (syslog.group(2).length() == 1 ? "0" : "") + syslog.group(2));
            }
            field(json, number % 7 == 0 ? "log" : "message", known ? syslog.group(7) : line);
            events.add(event(name + "-" + number, known ? "syslog" : "other", json.append('}').toString()));
            number++;
        }
    }

    private static void field(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":\"").append(JsonStringEncoder.getInstance().quoteAsString(value)).append('"');
    }

    private static NewEvent event(String id, String kind, String json) {
        return new NewEvent(id, kind, false, json, BEGIN);
    }
}
