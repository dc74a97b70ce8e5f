package org.bancada.rollout.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.io.text.ICalReader;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.rollout.Timetable;

/** A class timetable, iCalendar (RFC 5545): its occurrences within a time that is bounded, whatever the file says. */
final class CalendarFile {
    static final int LARGEST = 2 << 20;
    static final int MOST_CLASSES = 20_000;
    /** How far ahead occurrences are looked for. */
    static final Duration AHEAD = Duration.ofDays(370);
    private static final int MOST_EVENTS = 5_000;
    private static final Duration LONGEST_CLASS = Duration.ofDays(31);
    private static final Set<String> NEEDED = Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID");
    private static final Messages TEXT = Messages.beside(CalendarFile.class);

    private final Path file;
    private final ZoneId zone;
    private int found;

    /** @param zone of times that name none */
    CalendarFile(Path file, ZoneId zone) {
        this.file = file;
        this.zone = zone;
    }

    /**
     * @param room for which the whole file is; empty: each event is for the room that its LOCATION names, or for every room
     * @param now from when on
     */
    List<Timetable> read(String room, Instant now) throws ProblemException {
        String text = text();
        Map<String, List<Timetable.Span>> rooms = new LinkedHashMap<>();
        try (ICalReader reader = new ICalReader(text)) {
            reader.setDefaultTimezone(TimeZone.getTimeZone(zone));
            int calendars = 0;
            for (ICalendar calendar = reader.readNext(); calendar != null; calendar = reader.readNext()) {
                calendars++;
                check(reader.getWarnings());
                collect(calendar, room, now, rooms);
            }
            if (calendars == 0) {
                throw bad("calendar.none");
            }
        } catch (IOException | RuntimeException garbled) {
            throw new ProblemException(new Problem(TEXT.text("calendar.garbled", String.valueOf(garbled.getMessage())), file.toString(), ""), garbled);
        }
        return rooms.entrySet().stream().map(entry -> new Timetable(entry.getKey(), entry.getValue())).toList();
    }

    private String text() throws ProblemException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException unreadable) {
            throw new ProblemException(new Problem(TEXT.text("calendar.unreadable"), file.toString(), ""), unreadable);
        }
        if (bytes.length > LARGEST) {
            throw bad("calendar.large", Integer.toString(LARGEST >> 20));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        String upper = text.strip().toUpperCase(java.util.Locale.ROOT);
        if (!upper.replace("\uFEFF", "").startsWith("BEGIN:VCALENDAR")) {
            throw bad("calendar.none");
        }
        if (!upper.endsWith("END:VCALENDAR")) {
            throw bad("calendar.cut");
        }
        return text.replace("\uFEFF", "");
    }

    /** What the reader could not understand is refused where it decides when a class is. */
    private void check(List<ParseWarning> warnings) throws ProblemException {
        for (ParseWarning warning : warnings) {
            if (warning.getPropertyName() != null && NEEDED.contains(warning.getPropertyName().toUpperCase(java.util.Locale.ROOT))) {
                throw new ProblemException(new Problem(TEXT.text("calendar.property", warning.getPropertyName(), warning.getMessage()),
                        file + ":" + warning.getLineNumber(), ""));
            }
        }
    }

    private void collect(ICalendar calendar, String room, Instant now, Map<String, List<Timetable.Span>> rooms) throws ProblemException {
        List<VEvent> events = calendar.getEvents();
        if (events.size() > MOST_EVENTS) {
            throw bad("calendar.events", Integer.toString(MOST_EVENTS));
        }
        Set<String> moved = new HashSet<>();
        for (VEvent event : events) {
            if (event.getRecurrenceId() != null && event.getRecurrenceId().getValue() != null) {
                moved.add(id(event) + " " + new CalendarEvent(event, calendar.getTimezoneInfo(), zone).moment(event.getRecurrenceId().getValue()));
            }
        }
        for (VEvent event : events) {
            CalendarEvent one = new CalendarEvent(event, calendar.getTimezoneInfo(), zone);
            if (!one.isClass()) {
                continue;
            }
            String fault = one.fault();
            if (!fault.isEmpty()) {
                throw bad("calendar.event", one.title(), TEXT.text(fault));
            }
            String where = room.isEmpty() ? one.location() : room;
            one.occurrences(now, now.plus(AHEAD), LONGEST_CLASS, span -> {
                boolean replaced = event.getRecurrenceId() == null && moved.contains(id(event) + " " + span.from());
                if (!replaced) {
                    rooms.computeIfAbsent(where, key -> new ArrayList<>()).add(span);
                }
                return ++found <= MOST_CLASSES;
            });
            if (found > MOST_CLASSES) {
                throw bad("calendar.classes", Integer.toString(MOST_CLASSES), one.title());
            }
        }
    }

    private static String id(VEvent event) {
        return event.getUid() == null ? "" : String.valueOf(event.getUid().getValue());
    }

    private ProblemException bad(String key, String... arguments) {
        return new ProblemException(new Problem(TEXT.text(key, (Object[]) arguments), file.toString(), ""));
    }
}
