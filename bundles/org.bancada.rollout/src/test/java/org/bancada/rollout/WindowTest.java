package org.bancada.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.bancada.core.Place;

class WindowTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static Window window(String text) {
        return Window.parse(text).orElseThrow();
    }

    /** 2026-11-27 is a Friday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mon-fri 22:00-06:00 | 2026-11-27T21:59 | false", "mon-fri 22:00-06:00 | 2026-11-27T22:00 | true",
        "mon-fri 22:00-06:00 | 2026-11-28T05:59 | true", "mon-fri 22:00-06:00 | 2026-11-28T06:00 | false",
        "mon-fri 22:00-06:00 | 2026-11-28T23:00 | false", "seg-sex 22:00-06:00 | 2026-11-27T23:00 | true",
        "weekends | 2026-11-29T23:59 | true", "weekends | 2026-11-30T00:00 | false", "nights | 2026-11-25T03:00 | true",
        "fri-mon 08:00-12:00 | 2026-11-29T09:00 | true", "fri-mon 08:00-12:00 | 2026-11-25T09:00 | false",
        "sáb,dom 08:00-24:00 | 2026-11-28T23:59 | true", "12:00-12:00 | 2026-11-28T03:00 | true"})
    void isOpenWhenItSaysSo(String text, String local, boolean open) {
        assertEquals(open, window(text).open(at(SAO_PAULO, local), SAO_PAULO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mon", "22:00", "25:00-06:00", "22:60-06:00", "24:00-06:00", "monday 22:00-06:00", "mon-tue-wed 10:00-11:00",
        "mon; 22:00-06:00", "xyz 10:00-11:00", "22:00-24:01"})
    void nonsenseIsNone(String text) {
        assertTrue(Window.parse(text).isEmpty(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mon,tue,wed,thu,fri 22:00-06:00", "22:00-06:00", "sat,sun 00:00-24:00"})
    void isReadAgainAsItIsWritten(String text) {
        assertEquals(text, window(text).toString());
        assertEquals(window(text), window(window(text).toString()));
    }

    @Test
    void itsTimesAreThoseOfTheClockOnTheWall() {
        Window night = window("22:00-06:00");
        assertEquals(at(BERLIN, "2026-10-25T22:00"), night.nextOpening(at(BERLIN, "2026-10-24T23:00"), BERLIN));
        assertTrue(night.open(Instant.parse("2026-10-25T04:30:00Z"), BERLIN), "05:30, an hour later than the night before");
        assertFalse(night.open(Instant.parse("2026-10-25T05:00:00Z"), BERLIN));
        assertEquals(at(BERLIN, "2026-03-29T03:30"), window("sun 02:30-05:00").nextOpening(at(BERLIN, "2026-03-28T12:00"), BERLIN), "02:30 is left out");
    }

    @Test
    void aStartIsADayAndATimeOrTheNextOfThatTime() {
        Instant now = at(SAO_PAULO, "2026-11-27T21:00");
        assertEquals(at(SAO_PAULO, "2026-11-28T06:30"), Schedule.start("2026-11-28 06:30", SAO_PAULO, now).orElseThrow());
        assertEquals(at(SAO_PAULO, "2026-11-27T22:00"), Schedule.start("22:00", SAO_PAULO, now).orElseThrow());
        assertEquals(at(SAO_PAULO, "2026-11-28T20:00"), Schedule.start(" 20:00 ", SAO_PAULO, now).orElseThrow());
        for (String none : List.of("", "soon", "25:00", "2026-13-01 10:00", "2026-11-28")) {
            assertTrue(Schedule.start(none, SAO_PAULO, now).isEmpty(), none);
        }
    }

    @Test
    void aScheduleSaysWhatHoldsAndUntilWhen() {
        Instant friday = at(SAO_PAULO, "2026-11-27T10:00");
        Timetable table = new Timetable("AT6/101", List.of(new Timetable.Span(friday.plusSeconds(3600), friday.plusSeconds(7200)),
                new Timetable.Span(friday.minusSeconds(60), friday.plusSeconds(3600)), new Timetable.Span(friday, friday)));
        Schedule schedule = new Schedule(SAO_PAULO, friday.plusSeconds(60), List.of(window("nights")), List.of(window("weekends")), List.of(table));
        Place room = new Place("Main", "at6", "101", "1");
        assertEquals(new Schedule.Hold(Schedule.Cause.START, friday.plusSeconds(60)), schedule.beforeFetch(friday).orElseThrow());
        assertEquals(new Schedule.Hold(Schedule.Cause.WINDOW, at(SAO_PAULO, "2026-11-27T22:00")), schedule.beforeFetch(friday.plusSeconds(60)).orElseThrow());
        assertEquals(new Schedule.Hold(Schedule.Cause.CLASS, friday.plusSeconds(7200)), schedule.beforeActivation(room, friday).orElseThrow());
        Instant afterClass = friday.plusSeconds(7200);
        assertEquals(new Schedule.Hold(Schedule.Cause.WINDOW, at(SAO_PAULO, "2026-11-28T00:00")), schedule.beforeActivation(room, afterClass).orElseThrow());
        assertTrue(schedule.beforeActivation(room, at(SAO_PAULO, "2026-11-28T00:00")).isEmpty());
        assertTrue(Schedule.NONE.beforeFetch(friday).isEmpty() && Schedule.NONE.beforeActivation(room, friday).isEmpty());
        assertFalse(table.concerns(new Place("Main", "AT7", "101", "1")));
        assertTrue(new Timetable("", List.of()).concerns(Place.UNKNOWN));
    }
}
