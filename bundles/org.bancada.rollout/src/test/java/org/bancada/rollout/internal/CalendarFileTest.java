package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.bancada.core.ProblemException;
import org.bancada.rollout.Timetable;

class CalendarFileTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void english() {
        Locale.setDefault(Locale.ENGLISH);
    }

    private List<Timetable> read(String room, String... events) throws Exception {
        StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n");
        for (String event : events) {
            text.append("BEGIN:VEVENT\r\nUID:u\r\nSUMMARY:Algorithms\r\n").append(event.replace("|", "\r\n")).append("\r\nEND:VEVENT\r\n");
        }
        return readRaw(room, text + "END:VCALENDAR\r\n");
    }

    private List<Timetable> readRaw(String room, String text) throws Exception {
        Path file = Files.writeString(folder.resolve("room.ics"), text);
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> new CalendarFile(file, SAO_PAULO).read(room, NOW));
    }

    private static Optional<String> end(Timetable table, ZoneId zone, String local) {
        return table.endOfClass(LocalDateTime.parse(local).atZone(zone).toInstant()).map(end -> LocalDateTime.ofInstant(end, zone).toString());
    }

    @Test
    void weeklyClassesWithExceptionsAndAMovedOne() throws Exception {
        Timetable table = read("101", "DTSTART:20260302T080000|DTEND:20260302T100000|RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260701T000000Z|EXDATE:20260309T080000",
                "RECURRENCE-ID:20260316T080000|DTSTART:20260316T140000|DTEND:20260316T160000").getFirst();
        assertEquals("101", table.room());
        assertEquals(Optional.of("2026-03-04T10:00"), end(table, SAO_PAULO, "2026-03-04T08:00"));
        assertEquals(Optional.empty(), end(table, SAO_PAULO, "2026-03-04T10:00"), "it is over");
        assertEquals(Optional.empty(), end(table, SAO_PAULO, "2026-03-09T09:00"), "left out");
        assertEquals(Optional.empty(), end(table, SAO_PAULO, "2026-03-16T09:00"), "moved away");
        assertEquals(Optional.of("2026-03-16T16:00"), end(table, SAO_PAULO, "2026-03-16T15:00"), "moved to");
        assertEquals(Optional.empty(), end(table, SAO_PAULO, "2026-07-06T09:00"), "the term is over");
    }

    @Test
    void anEndlessClassStaysAtItsHourWhenTheClocksChange() throws Exception {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Timetable table = read("1", "DTSTART;TZID=Europe/Berlin:20260302T080000|DTEND;TZID=Europe/Berlin:20260302T093000|RRULE:FREQ=WEEKLY").getFirst();
        assertEquals(Optional.of("2026-03-23T09:30"), end(table, berlin, "2026-03-23T08:00"));
        assertEquals(Optional.of("2026-03-30T09:30"), end(table, berlin, "2026-03-30T08:00"), "summer time");
        assertEquals(Optional.empty(), end(table, berlin, "2026-03-30T07:30"));
        assertEquals(Optional.of("2026-10-26T09:30"), end(table, berlin, "2026-10-26T08:00"), "and back");
    }

    @Test
    void eachEventIsForTheRoomInItsLocation() throws Exception {
        List<Timetable> tables = read("", "LOCATION:AT6/101|DTSTART:20260303T080000Z|DURATION:PT2H", "DTSTART;VALUE=DATE:20260304",
                "LOCATION:102|STATUS:CANCELLED|DTSTART:20260303T080000Z|DURATION:PT2H", "LOCATION:103|TRANSP:TRANSPARENT|DTSTART:20260303T080000Z|DURATION:PT2H");
        assertEquals(List.of("AT6/101", ""), tables.stream().map(Timetable::room).toList());
        assertEquals(Optional.of("2026-03-03T07:00"), end(tables.getFirst(), SAO_PAULO, "2026-03-03T05:00"), "UTC");
        assertEquals(Optional.of("2026-03-05T00:00"), end(tables.getLast(), SAO_PAULO, "2026-03-04T12:00"), "a whole day");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {
        "DTSTART:20260302T080000|DTEND:20260302T100000|RRULE:FREQ=SECONDLY!often", "DTSTART:20260302T080000|RRULE:FREQ=MINUTELY;COUNT=5!often",
        "DTSTART:20260302T080000|RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5,6;BYMINUTE=1,2,3,4,5;BYSECOND=1!often", "SUMMARY:x!DTSTART",
        "DTSTART:tomorrow!DTSTART", "DTSTART:18500302T080000|RRULE:FREQ=HOURLY!2000", "DTSTART:20260302T080000|DTEND:20260302T070000!before it begins",
        "DTSTART:20260302T080000|DTEND:soon!DTEND", "DTSTART:20260302T080000|RRULE:FREQ=SOMETIMES!RRULE"})
    void whatDecidesWhenAClassIsMustBeUnderstood(String event, String word) {
        ProblemException refused = assertThrows(ProblemException.class, () -> read("1", event));
        assertTrue(refused.problem().line().contains("room.ics") && refused.problem().line().contains(word), refused.problem().line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "\u0000\u0001", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026",
        "<html>BEGIN:VCALENDAR END:VCALENDAR"})
    void noCalendarAndHalfACalendarAreRefused(String text) {
        ProblemException refused = assertThrows(ProblemException.class, () -> readRaw("1", text));
        assertTrue(refused.problem().where().endsWith("room.ics"), refused.problem().line());
    }

    @Test
    void hugeAndEndlessFilesAreRefused() throws Exception {
        ProblemException large = assertThrows(ProblemException.class, () -> readRaw("1", "BEGIN:VCALENDAR\n" + "X:y\n".repeat(1 << 19) + "END:VCALENDAR"));
        assertTrue(large.getMessage().contains("larger than 2 MiB"), large.getMessage());
        ProblemException zero = assertThrows(ProblemException.class, () -> new CalendarFile(Path.of("/dev/zero"), SAO_PAULO).read("1", NOW));
        assertTrue(zero.getMessage().contains("larger"), zero.getMessage());
        String hourly = "DTSTART:20260302T080000|DURATION:PT1M|RRULE:FREQ=HOURLY";
        ProblemException many = assertThrows(ProblemException.class, () -> read("1", hourly, hourly, hourly));
        assertTrue(many.getMessage().contains("20000 classes"), many.getMessage());
        assertThrows(ProblemException.class, () -> new CalendarFile(folder, SAO_PAULO).read("1", NOW));
    }

    @Test
    void aRuleThatNeverComesTrueEnds() throws Exception {
        assertTrue(read("1", "DTSTART:20260302T080000|DTEND:20260302T100000|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").stream()
                .allMatch(table -> table.classes().size() <= 1));
        assertTrue(read("1", "DTSTART:20260302T080000|DTEND:20260302T100000|RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31").stream()
                .allMatch(table -> table.classes().size() <= 1));
    }
}
