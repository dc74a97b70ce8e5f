package org.bancada.rollout.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bancada.core.Language;
import org.bancada.core.Node;
import org.bancada.rollout.Schedule;
import org.bancada.rollout.Timetable;
import org.bancada.rollout.Window;

/** A schedule told to people. */
final class ScheduleText {
    private ScheduleText() {
    }

    /** Why a node waits, and until when. */
    static Reason reason(Schedule.Hold hold, ZoneId zone) {
        return Reason.of("hold-" + hold.cause().name().toLowerCase(Locale.ROOT), Long.toString(hold.until().getEpochSecond()), zone.getId());
    }

    /** @param zone an id; the zone of this machine when it is none */
    static String time(Instant moment, String zone) {
        ZoneId id;
        try {
            id = ZoneId.of(zone);
        } catch (java.time.DateTimeException unknown) {
            id = ZoneId.systemDefault();
        }
        return DateTimeFormatter.ofPattern("EEE ").withLocale(Language.current()).format(moment.atZone(id))
                + DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT).format(moment.atZone(id));
    }

    /** The lines of a plan; none without a schedule. */
    static List<String> lines(Schedule schedule, List<Node> nodes, Instant now) {
        List<String> lines = new ArrayList<>();
        String zone = schedule.zone().getId();
        if (schedule.start() != null) {
            lines.add(Texts.TEXT.text("schedule.start", time(schedule.start(), zone), zone));
        }
        if (!schedule.fetch().isEmpty()) {
            lines.add(Texts.TEXT.text("schedule.fetch", windows(schedule.fetch()), zone));
        }
        if (!schedule.activate().isEmpty()) {
            lines.add(Texts.TEXT.text("schedule.activate", windows(schedule.activate()), zone));
        }
        for (Timetable table : schedule.timetables()) {
            long concerned = nodes.stream().filter(node -> table.concerns(node.place())).count();
            Optional<Timetable.Span> next = table.classes().stream().filter(span -> span.to().isAfter(now)).findFirst();
            String room = table.room().isEmpty() ? Texts.TEXT.text("schedule.everywhere") : table.room();
            lines.add(next.map(span -> Texts.TEXT.text("schedule.classes", room, Long.toString(concerned), Integer.toString(table.classes().size()),
                    time(span.from(), zone), time(span.to(), zone))).orElseGet(() -> Texts.TEXT.text("schedule.free", room)));
        }
        return lines;
    }

    private static String windows(List<Window> windows) {
        return windows.stream().map(Window::toString).collect(Collectors.joining("; "));
    }
}
