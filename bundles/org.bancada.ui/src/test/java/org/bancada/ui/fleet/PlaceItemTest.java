package org.bancada.ui.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.junit.jupiter.api.Test;

class PlaceItemTest {
    private final Node a = node("a", new Place("SC", "AT1", "Room 2", "1"), NodeState.ONLINE);
    private final Node b = node("b", new Place("SC", "AT1", "Room 10", "1"), NodeState.OFFLINE);
    private final Node lost = node("lost", Place.UNKNOWN, NodeState.NEW);
    private final PlaceItem root = PlaceItem.tree(List.of(a, b, lost));

    @Test
    void countsAddUp() {
        PlaceItem building = root.children().get(1).children().getFirst();
        assertEquals("SC / AT1", building.toString());
        assertEquals(2, building.total());
        assertEquals(1, building.count(NodeState.OFFLINE));
        assertEquals(List.of("a", "b", "lost"), root.uuids());
    }

    @Test
    void roomsAreInThePeoplesOrder() {
        List<PlaceItem> rooms = root.children().get(1).children().getFirst().children();
        assertEquals(List.of("SC / AT1 / Room 2", "SC / AT1 / Room 10"), rooms.stream().map(PlaceItem::toString).toList());
    }

    @Test
    void nodesWithoutPlaceStandByThemselves() {
        PlaceItem unknown = root.children().getFirst();
        assertTrue(unknown.contains(lost));
        assertFalse(unknown.contains(a));
        assertEquals(1, unknown.total());
        assertEquals(List.of(), unknown.children());
    }

    @Test
    void aPlaceContainsWhatIsBelowIt() {
        PlaceItem campus = root.children().get(1);
        assertTrue(campus.contains(a) && campus.contains(b) && root.contains(lost));
        assertFalse(campus.contains(lost));
        assertFalse(campus.children().getFirst().children().getFirst().contains(b));
    }

    @Test
    void theSamePlaceIsEqualWhateverIsInIt() {
        PlaceItem later = PlaceItem.tree(List.of(a));
        assertEquals(root.children().get(1), later.children().getFirst());
        assertEquals(root, later);
    }

    @Test
    void aChangeOfStateOrPlaceIsSeen() {
        assertTrue(root.sameAs(PlaceItem.tree(List.of(a, b, lost))));
        assertFalse(root.sameAs(PlaceItem.tree(List.of(a, b))));
        assertFalse(root.sameAs(PlaceItem.tree(List.of(node("a", a.place(), NodeState.OFFLINE), b, lost))));
        assertFalse(root.sameAs(PlaceItem.tree(List.of(node("a", new Place("SC", "AT2", "Room 2", "1"), NodeState.ONLINE), b, lost))));
    }

    private static Node node(String name, Place place, NodeState state) {
        return new Node(name, name, place, "", "", state, "", 22, "", null, Facts.NONE);
    }
}
