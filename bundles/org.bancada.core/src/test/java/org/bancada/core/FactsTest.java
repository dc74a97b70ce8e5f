package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

import org.junit.jupiter.api.Test;

class FactsTest {
    private final Facts facts = Facts.of(Map.of("ram.kib", "8000000", "pci.00:02.0.id", "8086:0152", "pci.00:02.0.class", "0300", "cpu.model", "i7"));

    @Test
    void givesTextAndNumbers() {
        assertEquals(Optional.of("i7"), facts.text("cpu.model"));
        assertEquals(OptionalLong.of(8_000_000), facts.number("ram.kib"));
        assertEquals(OptionalLong.empty(), facts.number("cpu.model"));
        assertEquals(Optional.empty(), facts.text("cpu"));
    }

    @Test
    void isSortedAndHasRanges() {
        SortedMap<String, String> all = facts.asMap();
        assertEquals(List.of("cpu.model", "pci.00:02.0.class", "pci.00:02.0.id", "ram.kib"), List.copyOf(all.keySet()));
        assertEquals(Map.of("pci.00:02.0.class", "0300", "pci.00:02.0.id", "8086:0152"), all.subMap("pci.", "pci/"));
        assertEquals("pci.00:02.0.id", all.headMap("ram").lastKey());
        assertEquals("ram.kib", all.tailMap("pci/").firstKey());
        assertNull(all.subMap("pci.", "pci/").get("ram.kib"));
        assertTrue(all.subMap("x", "y").isEmpty());
        assertThrows(NoSuchElementException.class, () -> all.subMap("x", "y").firstKey());
    }

    @Test
    void cannotBeChangedAndComparesByContent() {
        assertThrows(UnsupportedOperationException.class, () -> facts.asMap().put("a", "b"));
        assertThrows(UnsupportedOperationException.class, () -> facts.asMap().entrySet().clear());
        assertEquals(facts, Facts.of(facts.asMap()));
        assertEquals(facts.hashCode(), Facts.of(facts.asMap()).hashCode());
        assertFalse(facts.equals(Facts.NONE));
    }
}
