package org.bancada.cli.internal.verbs;

import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
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

    private Instant start(ZoneId where, Invocation invocation) throws UsageException {
        if (start == null) {
            return null;
        }
        return Schedule.start(start, where, Instant.now()).orElseThrow(() -> new UsageException(Words.text(invocation, "schedule.start", start)));
    }

    private static List<Window> windows(List<String> given, Invocation invocation) throws UsageException {
        List<Window> windows = new ArrayList<>();
        for (String text : given) {
            windows.add(Window.parse(text).orElseThrow(() -> new UsageException(Words.text(invocation, "schedule.window", text))));
        }
        return windows;
    }
}
