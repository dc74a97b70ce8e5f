package org.bancada.ui.rollout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bancada.rollout.NodeRolloutState;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Icons;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/** One tile per seat, by campus, building and room. Only what has changed is drawn again. UI thread. */
final class RoomMap extends Canvas implements ISelectionProvider {
    private final TilePainter painter = new TilePainter(new Icons(this));
    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, RolloutRow> rows = new HashMap<>();
    private MapLayout.Metrics metrics;
    private MapLayout layout = new MapLayout(List.of(), List.of(), 0);
    private int laidOut = -1;
    private int top;
    private String selected = "";
    private String hinted = "";

    RoomMap(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.V_SCROLL | SWT.NO_BACKGROUND);
        Accessibles.name(this, this::spoken);
        addListener(SWT.Paint, e -> paint(e.gc, new Rectangle(e.x, e.y, e.width, e.height)));
        addListener(SWT.Resize, e -> arrange());
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.MouseDown, e -> click(e.x, e.y));
        addListener(SWT.MouseMove, e -> hint(e.x, e.y));
        addListener(SWT.FocusIn, e -> redrawSelected());
        addListener(SWT.FocusOut, e -> redrawSelected());
        addListener(SWT.Traverse, e -> e.doit = e.detail != SWT.TRAVERSE_ARROW_NEXT && e.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
        getVerticalBar().addListener(SWT.Selection, e -> scroll(getVerticalBar().getSelection()));
    }

    /** Shows newer values; the same nodes keep their tiles. */
    void show(List<RolloutRow> newest) {
        boolean same = newest.size() == rows.size() && newest.stream().allMatch(row -> rows.containsKey(row.node().uuid())
                && rows.get(row.node().uuid()).node().place().equals(row.node().place()));
        if (!same) {
            rows.clear();
            newest.forEach(row -> rows.put(row.node().uuid(), row));
            laidOut = -1;
            if (!rows.containsKey(selected)) {
                choose("");
            }
            arrange();
            redraw();
            return;
        }
        Map<String, RolloutRow> before = new HashMap<>(rows);
        newest.forEach(row -> rows.put(row.node().uuid(), row));
        for (MapLayout.Tile tile : layout.tiles()) {
            if (!Objects.equals(before.get(tile.uuid()), rows.get(tile.uuid()))) {
                redraw(tile.area());
            }
        }
        for (MapLayout.Heading heading : layout.headings()) {
            if (heading.uuids().stream().anyMatch(uuid -> !Objects.equals(before.get(uuid), rows.get(uuid)))) {
                redraw(heading.area());
            }
        }
        if (!Objects.equals(before.get(selected), rows.get(selected))) {
            fire();
        }
    }

    private void redraw(Rectangle area) {
        redraw(area.x - 1, area.y - top - 1, area.width + 2, area.height + 2, false);
    }

    private void redrawSelected() {
        layout.tiles().stream().filter(tile -> tile.uuid().equals(selected)).forEach(tile -> redraw(tile.area()));
    }

    private void arrange() {
        int width = getClientArea().width;
        if (width != laidOut && width > 0) {
            if (metrics == null) {
                GC gc = new GC(this);
                metrics = new MapLayout.Metrics(TilePainter.size(gc), gc.getFontMetrics().getHeight() + 8);
                gc.dispose();
            }
            laidOut = width;
            layout = MapLayout.of(List.copyOf(rows.values()), width, metrics);
        }
        int page = Math.max(1, getClientArea().height);
        getVerticalBar().setValues(top, 0, Math.max(page, layout.height()), page, Math.max(1, page / 8), page);
        getVerticalBar().setVisible(layout.height() > page);
        scroll(Math.min(top, Math.max(0, layout.height() - page)));
    }

    private void scroll(int wanted) {
        int next = Math.clamp(wanted, 0, Math.max(0, layout.height() - getClientArea().height));
        if (next != top) {
            top = next;
            getVerticalBar().setSelection(top);
            redraw();
        }
    }

    private void paint(GC gc, Rectangle dirty) {
        gc.setBackground(getBackground());
        gc.fillRectangle(dirty);
        Rectangle wanted = new Rectangle(dirty.x, dirty.y + top, dirty.width, dirty.height);
        Font normal = gc.getFont();
        for (MapLayout.Heading heading : layout.headings()) {
            if (heading.area().intersects(wanted)) {
                gc.setFont(heading.level() < 2 ? JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT) : normal);
                gc.setForeground(getForeground());
                gc.drawText(words(heading), heading.area().x, heading.area().y - top + 4, SWT.DRAW_TRANSPARENT);
            }
        }
        gc.setFont(normal);
        for (MapLayout.Tile tile : layout.tiles()) {
            if (tile.area().intersects(wanted)) {
                Rectangle area = new Rectangle(tile.area().x, tile.area().y - top, tile.area().width, tile.area().height);
                painter.paint(gc, area, rows.get(tile.uuid()), tile.uuid().equals(selected), getBackground(), getForeground());
            }
        }
    }

    private String words(MapLayout.Heading heading) {
        List<RolloutRow> inside = heading.uuids().stream().map(rows::get).toList();
        long confirmed = inside.stream().filter(row -> row.node().state() == NodeRolloutState.CONFIRMED).count();
        long failed = inside.stream().filter(row -> row.node().state() == NodeRolloutState.FAILED).count();
        long speed = inside.stream().mapToLong(row -> row.node().bytesPerSecond()).sum();
        String name = heading.name().isEmpty() ? RolloutText.get("map.nowhere." + heading.level()) : heading.name();
        return RolloutText.get("map.sum", name, confirmed, inside.size()) + (failed > 0 ? "  ·  " + RolloutText.get("map.failed", failed) : "")
                + (speed > 0 ? "  ·  " + Formats.speed(speed) : "");
    }

    private void click(int x, int y) {
        setFocus();
        int index = layout.at(x, y + top);
        choose(index < 0 ? "" : layout.tiles().get(index).uuid());
    }

    private void hint(int x, int y) {
        int index = layout.at(x, y + top);
        String uuid = index < 0 ? "" : layout.tiles().get(index).uuid();
        if (!uuid.equals(hinted)) {
            hinted = uuid;
            setToolTipText(uuid.isEmpty() ? null : NodeCard.text(rows.get(uuid)).replace("&", "&&"));
        }
    }

    private void key(Event event) {
        List<MapLayout.Tile> tiles = layout.tiles();
        if (tiles.isEmpty()) {
            return;
        }
        int now = index();
        int next = switch (event.keyCode) {
            case SWT.ARROW_LEFT -> now - 1;
            case SWT.ARROW_RIGHT -> now + 1;
            case SWT.ARROW_UP -> now < 0 ? 0 : layout.vertical(now, -1);
            case SWT.ARROW_DOWN -> now < 0 ? 0 : layout.vertical(now, 1);
            case SWT.HOME -> 0;
            case SWT.END -> tiles.size() - 1;
            default -> -2;
        };
        if (next != -2) {
            choose(tiles.get(Math.clamp(next, 0, tiles.size() - 1)).uuid());
        }
    }

    private int index() {
        for (int i = 0; i < layout.tiles().size(); i++) {
            if (layout.tiles().get(i).uuid().equals(selected)) {
                return i;
            }
        }
        return -1;
    }

    private void choose(String uuid) {
        if (uuid.equals(selected)) {
            return;
        }
        redrawSelected();
        selected = uuid;
        redrawSelected();
        layout.tiles().stream().filter(tile -> tile.uuid().equals(uuid)).findFirst().ifPresent(tile -> {
            int page = getClientArea().height;
            if (tile.area().y < top || tile.area().y + tile.area().height > top + page) {
                scroll(tile.area().y - page / 3);
            }
        });
        getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
        fire();
    }

    private String spoken() {
        RolloutRow row = rows.get(selected);
        return row == null ? RolloutText.get("map.name") : row.node().name() + ", " + TilePainter.words(row);
    }

    private void fire() {
        SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
        listeners.forEach(listener -> listener.selectionChanged(event));
    }

    @Override
    public ISelection getSelection() {
        RolloutRow row = rows.get(selected);
        return row == null ? StructuredSelection.EMPTY : new StructuredSelection(row);
    }

    @Override
    public void setSelection(ISelection selection) {
        if (selection instanceof IStructuredSelection some && some.getFirstElement() instanceof RolloutRow row && rows.containsKey(row.node().uuid())) {
            choose(row.node().uuid());
        }
    }

    @Override
    public void addSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.remove(listener);
    }
}
