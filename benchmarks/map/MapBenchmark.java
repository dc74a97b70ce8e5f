package org.bancada.ui.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bancada.core.Place;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/**
 * The room map of a rollout in which every node downloads: all tiles change with each update. A thread asks the UI thread every five milliseconds
 * and notes how long it waits for the answer. Arguments: tiles, updates a second, seconds.
 */
public final class MapBenchmark {
    private static final long IMAGE = 16L << 30;
    private static final int SEATS = 21;
    private static final int ROOMS = 4;
    private static final int WARM_UP = 5;

    private MapBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        int tiles = Integer.parseInt(arguments[0]);
        int perSecond = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        Display display = new Display();
        Shell shell = new Shell(display);
        shell.setLayout(new FillLayout());
        shell.setSize(1580, 960);
        RoomMap map = new RoomMap(shell);
        map.show(rows(tiles, 0));
        shell.open();
        AtomicBoolean ended = new AtomicBoolean();
        Thread measuring = new Thread(() -> {
            try {
                drive(display, map, tiles, perSecond, WARM_UP, new ArrayList<>());
                List<Long> waits = new ArrayList<>();
                Instant begin = Instant.now();
                Duration before = processor();
                drive(display, map, tiles, perSecond, seconds, waits);
                double share = (double) processor().minus(before).toNanos() / Duration.between(begin, Instant.now()).toNanos();
                Collections.sort(waits);
                System.out.printf("%d tiles, all changed %d times a second for %d s; longest wait of the UI thread %.1f ms, 99 %% of %d below %.1f ms; %.0f %% of a core%n",
                        tiles, perSecond, seconds, waits.getLast() / 1e6, waits.size(), waits.get(waits.size() * 99 / 100) / 1e6, share * 100);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                ended.set(true);
                display.wake();
            }
        }, "measuring");
        measuring.start();
        while (!ended.get()) {
            if (!display.readAndDispatch()) {
                display.sleep();
            }
        }
        System.exit(0);
    }

    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static void drive(Display display, RoomMap map, int tiles, int perSecond, int seconds, List<Long> waits) throws InterruptedException {
        long begin = System.nanoTime();
        long update = 0;
        while (System.nanoTime() - begin < seconds * 1_000_000_000L) {
            if ((System.nanoTime() - begin) * perSecond / 1_000_000_000L >= update) {
                update++;
                List<RolloutRow> newest = rows(tiles, update);
                display.asyncExec(() -> map.show(newest));
            }
            long asked = System.nanoTime();
            display.syncExec(() -> {
            });
            waits.add(System.nanoTime() - asked);
            Thread.sleep(5);
        }
    }

    private static List<RolloutRow> rows(int tiles, long update) {
        List<RolloutRow> rows = new ArrayList<>();
        for (int i = 0; i < tiles; i++) {
            int room = i / SEATS;
            Place place = new Place("Main", "AT" + (1 + room / ROOMS), Integer.toString(101 + room % ROOMS), Integer.toString(1 + i % SEATS));
            NodeProgress node = new NodeProgress("node-" + i, "at%d-%d-%02d".formatted(1 + room / ROOMS, 101 + room % ROOMS, 1 + i % SEATS), place,
                    NodeRolloutState.FETCHING, Instant.EPOCH, "", "", Math.min(IMAGE - 1, update * (40_000_000L + i * 10_007L)), 90_000_000 + (update * 7919 + i * 104_729L) % 20_000_000, 0);
            rows.add(new RolloutRow(node, IMAGE));
        }
        return rows;
    }
}
