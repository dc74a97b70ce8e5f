package org.bancada.ui.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Comparator;
import java.util.List;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.junit.jupiter.api.Test;

class NodeFilterTest {
    private final List<Node> fleet = List.of(node("a", "Room 1"), node("b", "Room 2"), node("c", "Room 2"));

    @Test
    void aBlankSelectorIsEverything() {
        NodeFilter.Shown shown = new NodeFilter("  ", List.of(), null).apply(fleet);
        assertEquals(fleet, shown.rows());
        assertNull(shown.wrong());
    }

    @Test
    void selectorAndPlacesNarrowTogether() {
        PlaceItem room2 = PlaceItem.tree(fleet).children().getFirst().children().getFirst().children().get(1);
        assertEquals(List.of("b", "c"), names(new NodeFilter("", List.of(room2), null)));
        assertEquals(List.of("c"), names(new NodeFilter("name: c or name: a", List.of(room2), null)));
    }

    @Test
    void theWholeFleetAmongThePlacesIsEverything() {
        assertEquals(List.of("a", "b", "c"), names(new NodeFilter("", List.of(PlaceItem.tree(fleet)), null)));
    }

    @Test
    void aWrongSelectorHidesNothingAndSaysWhere() {
        NodeFilter.Shown shown = new NodeFilter("room: (", List.of(), null).apply(fleet);
        assertEquals(3, shown.rows().size());
        assertEquals(7, shown.wrong().position());
    }

    @Test
    void orderIsApplied() {
        assertEquals(List.of("c", "b", "a"), names(new NodeFilter("", List.of(), Comparator.comparing(Node::name).reversed())));
    }

    private List<String> names(NodeFilter filter) {
        return filter.apply(fleet).rows().stream().map(Node::name).toList();
    }

    private static Node node(String name, String room) {
        return new Node(name, name, new Place("SC", "AT1", room, ""), "", "", NodeState.ONLINE, "", 22, "", null, Facts.NONE);
    }
}
