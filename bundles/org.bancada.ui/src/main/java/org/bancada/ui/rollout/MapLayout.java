package org.bancada.ui.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.Place;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where on the map each seat lies: campus, building and room as headings, below each room its seats in rows. Knows no screen.
 *
 * @param tiles in the order in which one walks through them
 * @param height of the whole map, pixels
 */
record MapLayout(List<Heading> headings, List<Tile> tiles, int height) {
    private static final int MARGIN = 10;
    private static final int GAP = 6;
    private static final int INDENT = 12;

    /** Sizes in pixels, from the font of the moment. */
    record Metrics(Point tile, int headingHeight) {
    }

    /** @param level 0 campus, 1 building, 2 room; {@code name} empty when the place is not known */
    record Heading(int level, String name, Rectangle area, List<String> uuids) {
    }

    /** One seat. */
    record Tile(String uuid, Rectangle area) {
    }

    /** @param width that there is, pixels */
    static MapLayout of(List<RolloutRow> rows, int width, Metrics metrics) {
        List<RolloutRow> ordered = rows.stream()
                .sorted(Comparator.comparing((RolloutRow row) -> row.node().place()).thenComparing(row -> row.node().name())).toList();
        List<Heading> headings = new ArrayList<>();
        List<Tile> tiles = new ArrayList<>();
        int y = MARGIN;
        for (var campus : groups(ordered, Place::campus).entrySet()) {
            y = heading(headings, 0, campus, y, width, metrics);
            for (var building : groups(campus.getValue(), Place::building).entrySet()) {
                y = heading(headings, 1, building, y, width, metrics);
                for (var room : groups(building.getValue(), Place::room).entrySet()) {
                    y = heading(headings, 2, room, y, width, metrics);
                    y = room(tiles, room.getValue(), y, width, metrics);
                }
            }
        }
        return new MapLayout(List.copyOf(headings), List.copyOf(tiles), y + MARGIN);
    }

    private interface Part {
        String of(Place place);
    }

    private static Map<String, List<RolloutRow>> groups(List<RolloutRow> rows, Part part) {
        Map<String, List<RolloutRow>> groups = new LinkedHashMap<>();
        rows.forEach(row -> groups.computeIfAbsent(part.of(row.node().place()), name -> new ArrayList<>()).add(row));
        return groups;
    }

    private static int heading(List<Heading> into, int level, Map.Entry<String, List<RolloutRow>> group, int y, int width, Metrics metrics) {
        int x = MARGIN + level * INDENT;
        into.add(new Heading(level, group.getKey(), new Rectangle(x, y, Math.max(1, width - x - MARGIN), metrics.headingHeight()),
                group.getValue().stream().map(row -> row.node().uuid()).toList()));
        return y + metrics.headingHeight();
    }

    private static int room(List<Tile> into, List<RolloutRow> rows, int top, int width, Metrics metrics) {
        int left = MARGIN + 2 * INDENT;
        int step = metrics.tile().x + GAP;
        int columns = Math.max(1, (width - left - MARGIN + GAP) / step);
        for (int i = 0; i < rows.size(); i++) {
            into.add(new Tile(rows.get(i).node().uuid(), new Rectangle(left + i % columns * step, top + i / columns * (metrics.tile().y + GAP),
                    metrics.tile().x, metrics.tile().y)));
        }
        int lines = (rows.size() + columns - 1) / columns;
        return top + lines * (metrics.tile().y + GAP) + GAP;
    }

    /** Index of the tile at a point, -1 for none. */
    int at(int x, int y) {
        for (int i = 0; i < tiles.size(); i++) {
            if (tiles.get(i).area().contains(x, y)) {
                return i;
            }
        }
        return -1;
    }

    /** Index of the tile that lies nearest in the row above (-1) or below (1) of another one; the same when there is none. */
    int vertical(int from, int direction) {
        Rectangle area = tiles.get(from).area();
        int found = -1;
        for (int i = 0; i < tiles.size(); i++) {
            Rectangle other = tiles.get(i).area();
            if (Integer.signum(other.y - area.y) == direction && (found < 0 || closer(other, tiles.get(found).area(), area))) {
                found = i;
            }
        }
        return found < 0 ? from : found;
    }

    private static boolean closer(Rectangle a, Rectangle b, Rectangle to) {
        int rows = Math.abs(a.y - to.y) - Math.abs(b.y - to.y);
        return rows != 0 ? rows < 0 : Math.abs(a.x - to.x) < Math.abs(b.x - to.x);
    }
}
