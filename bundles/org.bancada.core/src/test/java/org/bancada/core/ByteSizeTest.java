package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;

import org.junit.jupiter.api.Test;

class ByteSizeTest {

    @Test
    void readsAsPeopleSayIt() {
        assertEquals("0 B", ByteSize.text(0, Locale.ENGLISH));
        assertEquals("1,023 B", ByteSize.text(1023, Locale.ENGLISH));
        assertEquals("1 KiB", ByteSize.text(1024, Locale.ENGLISH));
        assertEquals("1 MiB", ByteSize.text(1024 * 1024 - 1, Locale.ENGLISH));
        assertEquals("11.2 GiB", ByteSize.text(12_000_000_000L, Locale.ENGLISH));
        assertEquals("11,2 GiB", ByteSize.text(12_000_000_000L, Locale.forLanguageTag("pt-BR")));
        assertEquals("8 EiB", ByteSize.text(Long.MAX_VALUE, Locale.ENGLISH));
    }
}
