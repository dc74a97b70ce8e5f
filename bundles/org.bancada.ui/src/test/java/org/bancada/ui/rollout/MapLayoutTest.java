package org.bancada.ui.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.bancada.core.Place;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.Test;

class MapLayoutTest {
    private static final MapLayout.Metrics METRICS = new MapLayout.Metrics(new Point(100, 50), 20);

    private static RolloutRow row(String building, String room, String seat) {
        Place place = new Place("c", building, room, seat);
        return new RolloutRow(new NodeProgress(building + room + seat, room + "-" + seat, place, NodeRolloutState.FETCHING, Instant.EPOCH, "", "", 0, 0, 0), 1);
    }

    private static List<RolloutRow> lab() {
        List<RolloutRow> rows = new ArrayList<>();
        for (String room : List.of("R2", "R1")) {
            for (int seat = 12; seat > 0; seat--) {
                rows.add(row("A", room, Integer.toString(seat)));
            }
        }
        rows.add(row("", "", ""));
        return rows;
    }

    @Test
    void everySeatLiesInItsRoomInTheOrderOfSeatsAndNoneOnAnother() {
        for (int width : new int[] {1, 150, 400, 5000}) {
            MapLayout map = MapLayout.of(lab(), width, METRICS);
            assertEquals(25, map.tiles().size());
            List<String> order = map.tiles().stream().map(MapLayout.Tile::uuid).filter(uuid -> uuid.startsWith("AR1")).toList();
            assertEquals(List.of("AR11", "AR12", "AR13"), order.subList(0, 3));
            assertEquals("AR112", order.getLast());
            List<Rectangle> areas = map.tiles().stream().map(MapLayout.Tile::area).toList();
            for (Rectangle a : areas) {
                assertEquals(1, areas.stream().filter(a::intersects).count(), width + ": " + a);
                assertTrue(a.y + a.height <= map.height(), width + ": " + a);
                assertTrue(map.headings().stream().noneMatch(heading -> heading.area().intersects(a)), width + ": " + a);
            }
        }
        assertTrue(MapLayout.of(lab(), 5000, METRICS).height() < MapLayout.of(lab(), 400, METRICS).height());
    }

    @Test
    void headingsCountTheirNodes() {
        MapLayout map = MapLayout.of(lab(), 400, METRICS);
        assertEquals("0:25 1:1 2:1 1:24 2:12 2:12", map.headings().stream().map(heading -> heading.level() + ":" + heading.uuids().size())
                .collect(Collectors.joining(" ")));
    }

    @Test
    void aTileIsFoundWhereItLiesAndTheArrowsLeadToItsNeighbours() {
        MapLayout map = MapLayout.of(lab(), 400, METRICS);
        for (int i = 0; i < map.tiles().size(); i++) {
            Rectangle area = map.tiles().get(i).area();
            assertEquals(i, map.at(area.x + area.width / 2, area.y + area.height / 2));
        }
        assertEquals(-1, map.at(0, 0));
        int first = 1;
        int below = map.vertical(first, 1);
        assertEquals(map.tiles().get(first).area().x, map.tiles().get(below).area().x);
        assertTrue(map.tiles().get(below).area().y > map.tiles().get(first).area().y);
        assertEquals(first, map.vertical(below, -1));
        assertEquals(map.tiles().size() - 1, map.vertical(map.tiles().size() - 1, 1));
        assertEquals(0, MapLayout.of(List.of(), 400, METRICS).tiles().size());
    }
}
