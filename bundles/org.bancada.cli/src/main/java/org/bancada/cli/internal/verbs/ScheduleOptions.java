package org.bancada.cli.internal.verbs;

import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.core.ProblemException;
import org.bancada.rollout.Rollouts;
import org.bancada.rollout.Schedule;
import org.bancada.rollout.Timetable;
import org.bancada.rollout.Window;

import picocli.CommandLine.Option;

/** When a rollout may do what, as it is typed. */
final class ScheduleOptions {
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd H:mm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm");

    @Option(names = "--start", paramLabel = "TIME", descriptionKey = "start")
    private String start;

    @Option(names = "--window", paramLabel = "HOURS", descriptionKey = "window")
    private List<String> windows = List.of();

    @Option(names = "--fetch-window", paramLabel = "HOURS", descriptionKey = "fetchWindow")
    private List<String> fetchWindows = List.of();

    @Option(names = "--timetable", paramLabel = "[ROOM=]FILE", descriptionKey = "timetable")
    private List<String> timetables = List.of();

    @Option(names = "--zone", paramLabel = "ZONE", descriptionKey = "zone")
    private String zone;

    Schedule schedule(Invocation invocation) throws UsageException, ProblemException {
        if (start == null && windows.isEmpty() && fetchWindows.isEmpty() && timetables.isEmpty()) {
            return Schedule.NONE;
        }
        ZoneId where = zone(invocation);
        List<Timetable> classes = new ArrayList<>();
        for (String given : timetables) {
            int equals = given.indexOf('=');
            boolean named = equals > 0 && !Files.exists(invocation.file(given));
            classes.addAll(invocation.engines().get(Rollouts.class).readTimetable(invocation.file(named ? given.substring(equals + 1) : given),
                    named ? given.substring(0, equals) : "", where));
        }
        return new Schedule(where, start(where, invocation), windows(fetchWindows, invocation), windows(windows, invocation), classes);
    }

    private ZoneId zone(Invocation invocation) throws UsageException {
        try {
            return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone.strip());
        } catch (DateTimeException unknown) {
            throw new UsageException(Words.text(invocation, "schedule.zone", zone));
        }
    }

    /** A time without a day is the next one of that time. */
    private Instant start(ZoneId where, Invocation invocation) throws UsageException {
        if (start == null) {
            return null;
        }
        String given = start.strip().replace('T', ' ');
        try {
            if (given.contains("-")) {
                return LocalDateTime.parse(given, DAY_AND_TIME).atZone(where).toInstant();
            }
            ZonedDateTime now = ZonedDateTime.now(where);
            LocalDateTime today = now.toLocalDate().atTime(LocalTime.parse(given, TIME));
            return (today.isAfter(now.toLocalDateTime()) ? today : today.plusDays(1)).atZone(where).toInstant();
        } catch (DateTimeException garbled) {
            throw new UsageException(Words.text(invocation, "schedule.start", start));
        }
    }

    private static List<Window> windows(List<String> given, Invocation invocation) throws UsageException {
        List<Window> windows = new ArrayList<>();
        for (String text : given) {
            windows.add(Window.parse(text).orElseThrow(() -> new UsageException(Words.text(invocation, "schedule.window", text))));
        }
        return windows;
    }
}
