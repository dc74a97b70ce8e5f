package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class PlaceTest {

    @Test
    void seatTwoComesBeforeSeatTen() {
        Place ten = new Place("São Carlos", "DC", "Lab 1", "10");
        Place two = new Place("São Carlos", "DC", "Lab 1", "2");
        Place otherRoom = new Place("São Carlos", "DC", "Lab 10", "1");
        Place unknown = Place.UNKNOWN;
        assertEquals(List.of(unknown, two, ten, otherRoom), Stream.of(otherRoom, ten, unknown, two).sorted().toList());
    }

    @Test
    void unknownPartsAreEmptyAndUnsaid() {
        Place place = new Place(null, "  DC ", "", " 3");
        assertEquals("DC / 3", place.toString());
        assertEquals(List.of("", "DC", "", "3"), place.parts());
        assertEquals(false, place.isUnknown());
        assertTrue(new Place(" ", null, "", "").isUnknown());
        assertEquals("", Place.UNKNOWN.toString());
    }
}
