package org.bancada.ui.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Place;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.RolloutSeries.Source;
import org.bancada.rollout.RolloutStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeCardTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T22:00:00Z");

    private final Locale before = Locale.getDefault();

    private static NodeDetail detail(Map<Source, Integer> peers, int connections, boolean gateway, List<NodeDetail.Line> log) {
        NodeProgress node = new NodeProgress("u", "n1", Place.UNKNOWN, NodeRolloutState.FETCHING, BEGIN, "", "", 5, 1, 0);
        return new NodeDetail(node, 1234, 5000, 24, Optional.empty(), peers, connections, gateway,
                List.of(new RolloutStep("u", NodeRolloutState.FETCHING, BEGIN)), log);
    }

    private static List<String> lines(Locale locale, NodeDetail detail) {
        Locale.setDefault(locale);
        return NodeCard.text(detail).lines().toList();
    }

    @AfterEach
    void language() {
        Locale.setDefault(before);
    }

    @Test
    void piecesPeersByPlaceAndLogLinesAreTold() {
        List<String> lines = lines(Locale.ENGLISH, detail(Map.of(Source.ORIGIN, 1, Source.ROOM, 3), 4, true, List.of(new NodeDetail.Line(BEGIN, "hello"))));
        assertEquals(List.of("1,234 of 5,000 pieces", "Connections: 4", "Peers of its room: 3", "This machine: 1", "Brings the image in for its building."),
                lines.subList(0, 5));
        assertTrue(lines.getLast().endsWith("hello") && lines.contains("What it said"), lines.toString());
    }

    @Test
    void whatIsNotKnownIsNotTold() {
        List<String> lines = lines(Locale.of("pt", "BR"), detail(Map.of(), -1, false, List.of()));
        assertEquals("1.234 de 5.000 pedaços", lines.getFirst());
        assertEquals(3, lines.size(), lines.toString());
        assertFalse(lines.toString().contains("-1"), lines.toString());
    }
}
