package org.bancada.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void english() {
        Locale.setDefault(Locale.US);
    }

    @AfterEach
    void asBefore() {
        Locale.setDefault(before);
    }

    @Test
    void sizesAreBinaryAndSpeakTheLanguage() {
        assertEquals("11.2 GiB", Formats.bytes(12_025_908_429L));
        assertEquals("", Formats.bytes(-1));
        Locale.setDefault(Locale.of("pt", "BR"));
        assertEquals("11,2 GiB", Formats.bytes(12_025_908_429L));
    }

    @Test
    void whatIsNotWholeIsNotAHundredPercent() {
        assertEquals("99%", Formats.percent(0.9999));
        assertEquals("100%", Formats.percent(1));
        assertEquals("0%", Formats.percent(0));
    }

    @Test
    void durationsGetCoarser() {
        assertEquals("0.8 s", Formats.duration(Duration.ofMillis(800)));
        assertEquals("59 s", Formats.duration(Duration.ofSeconds(59)));
        assertEquals("4 min 05 s", Formats.duration(Duration.ofSeconds(245)));
        assertEquals("2 h 10 min", Formats.duration(Duration.ofMinutes(130)));
    }

    @Test
    void aTimeOfAnotherDaySaysTheDay() {
        assertEquals("", Formats.time(null));
        assertTrue(Formats.time(Instant.parse("2020-03-04T12:00:00Z")).contains("2020"));
    }

    @Test
    void factsWithUnitsBecomeReadable() {
        assertEquals("7.6 GiB  (7997824 KiB)", Formats.fact("ram.kib", "7997824"));
        assertEquals("1 GiB  (1073741824)", Formats.fact("disk.root.avail_bytes", "1073741824"));
        assertEquals("nonsense", Formats.fact("ram.kib", "nonsense"));
        assertEquals("9223372036854775807", Formats.fact("ram.kib", "9223372036854775807"));
        assertEquals("OptiPlex 7010", Formats.fact("dmi.product_name", "OptiPlex 7010"));
    }
}
