package org.bancada.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.junit.jupiter.api.Test;

class WavesTest {
    private final List<Node> targets = List.of(node("a1", "A", "7010", NodeState.OFFLINE), node("a2", "A", "7010", NodeState.ONLINE),
            node("a3", "A", "9020", NodeState.ONLINE), node("b1", "B", "9020", NodeState.ONLINE), node("b2", "B", "9020", NodeState.NEW));

    @Test
    void canariesAreOnAndOfDifferentModels() {
        assertEquals(List.of(List.of("a2", "a3"), List.of("a1", "b1", "b2")), names(Waves.canary(targets, 2)));
    }

    @Test
    void roomsFollowTheCanaries() {
        assertEquals(List.of(List.of("a2"), List.of("a1", "a3"), List.of("b1", "b2")), names(Waves.rooms(targets, 1)));
    }

    @Test
    void moreCanariesThanNodesAreOneWave() {
        assertEquals(1, Waves.canary(targets, 99).size());
        assertEquals(targets.size(), Waves.rooms(targets, 99).getFirst().size());
    }

    @Test
    void noCanaryIsNoEmptyWave() {
        assertEquals(List.of(List.of("a1", "a2", "a3"), List.of("b1", "b2")), names(Waves.rooms(targets, 0)));
        assertEquals(List.of(), Waves.canary(List.of(), 3));
    }

    private static List<List<String>> names(List<List<Node>> waves) {
        return waves.stream().map(wave -> wave.stream().map(Node::name).toList()).toList();
    }

    private static Node node(String name, String room, String model, NodeState state) {
        return new Node(name, name, new Place("Campus", "Building", room, ""), model, "Dell Inc.", state, "127.0.0.1", 22, "", null, Facts.NONE);
    }
}
