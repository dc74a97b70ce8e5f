package org.bancada.ui.log;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bancada.core.DataFolder;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.log.LogQuery;
import org.bancada.log.NewEvent;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.log.internal.SavedBook;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.SqliteDatabase;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/**
 * The search of the logs on a data folder that holds many events. First somebody types queries, letter by letter: from the letter in the line to the
 * painted rows. Then events come in while the list follows them: how long the UI thread keeps others waiting, asked every five milliseconds.
 * Arguments: data folder, events a second, seconds.
 */
public final class DiscoverBenchmark {
    private static final List<String> QUERIES = List.of("message: failed", "authentication failure", "host: le3-07 and message: session",
            "severity: err and not program: kernel", "\"session opened\" and host: le1-*", "program: sshd*");
    private static final int BETWEEN_KEYS_MS = 120;
    private static final long PATIENCE = 10_000_000_000L;

    private DiscoverBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        DataFolder data = new DataFolder(Path.of(arguments[0]));
        int perSecond = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        Display display = new Display();
        Shell shell = new Shell(display);
        shell.setLayout(new FillLayout());
        shell.setSize(1580, 960);
        SqliteDatabase database = new SqliteDatabase(data);
        LuceneLogStore store = new LuceneLogStore(data);
        long count = store.count(LogQuery.of(Query.parse("*")), Progress.none());
        Discover discover = new Discover(shell, store, new SavedBook(database, new StoredAuditLog(database)), new DialogSettings("benchmark"));
        shell.open();
        Combo ranges = find(discover, Combo.class);
        ranges.select(ranges.getItemCount() - 1);
        ranges.notifyListeners(SWT.Selection, new Event());
        run(display, Duration.ofSeconds(3));
        type(display, discover);
        List<Long> keys = type(display, discover);
        Collections.sort(keys);
        System.out.printf("%,d events, all of them looked at; %d key presses: rows painted after %.0f ms median, %.0f ms at 99 %%, longest %.0f ms%n", count, keys.size(),
                keys.get(keys.size() / 2) / 1e6, keys.get(keys.size() * 99 / 100) / 1e6, keys.getLast() / 1e6);
        follow(display, discover, store, perSecond, seconds);
        System.exit(0);
    }

    private static List<Long> type(Display display, Discover discover) {
        StyledText line = find(discover, StyledText.class);
        List<Long> taken = new ArrayList<>();
        for (String query : QUERIES) {
            line.setText("");
            run(display, Duration.ofMillis(500));
            for (int i = 1; i <= query.length(); i++) {
                List<org.bancada.log.Event> before = discover.table().rows();
                boolean readable = isQuery(query.substring(0, i));
                long pressed = System.nanoTime();
                line.append(query.substring(i - 1, i));
                while (readable && discover.table().rows() == before && System.nanoTime() - pressed < PATIENCE) {
                    if (!display.readAndDispatch()) {
                        display.sleep();
                    }
                }
                discover.table().control().update();
                if (readable) {
                    taken.add(System.nanoTime() - pressed);
                }
                run(display, Duration.ofMillis(BETWEEN_KEYS_MS));
            }
        }
        return taken;
    }

    private static boolean isQuery(String text) {
        try {
            Query.parse(text);
            return true;
        } catch (QueryException notYet) {
            return false;
        }
    }

    private static void follow(Display display, Discover discover, LuceneLogStore store, int perSecond, int seconds) throws Exception {
        find(discover, StyledText.class).setText("user: root");
        run(display, Duration.ofSeconds(1));
        push(discover, LogText.get("tool.live"));
        List<Long> waits = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean ended = new AtomicBoolean();
        Thread feed = Thread.ofPlatform().start(() -> feed(store, perSecond, seconds));
        Thread asking = Thread.ofPlatform().start(() -> {
            while (!ended.get()) {
                long asked = System.nanoTime();
                display.syncExec(() -> {
                });
                waits.add(System.nanoTime() - asked);
                try {
                    Thread.sleep(5);
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        });
        Duration before = processor();
        Instant begin = Instant.now();
        while (feed.isAlive()) {
            run(display, Duration.ofMillis(50));
        }
        double share = (double) processor().minus(before).toNanos() / Duration.between(begin, Instant.now()).toNanos();
        run(display, Duration.ofSeconds(1));
        ended.set(true);
        while (asking.isAlive()) {
            run(display, Duration.ofMillis(20));
        }
        List<Long> sorted = new ArrayList<>(waits);
        Collections.sort(sorted);
        String newest = discover.table().rows().getFirst().message();
        System.out.printf("%d events a second for %d s while following: longest wait of the UI thread %.1f ms, 99 %% of %d below %.1f ms; %.0f %% of a core, ingest included%n", perSecond,
                seconds, sorted.getLast() / 1e6, sorted.size(), sorted.get(sorted.size() * 99 / 100) / 1e6, share * 100);
        System.out.println("the newest on the screen a second later: " + newest + "; the status: " + labels(discover));
    }

    private static void feed(LuceneLogStore store, int perSecond, int seconds) {
        int batch = Math.max(1, perSecond / 20);
        long begin = System.nanoTime();
        try {
            for (long sent = 0; sent < (long) perSecond * seconds;) {
                List<NewEvent> events = new ArrayList<>();
                Instant now = Instant.now();
                for (int i = 0; i < batch; i++) {
                    sent++;
                    events.add(new NewEvent(null, "live", true, "{\"@timestamp\":\"" + now + "\",\"host\":\"le1-0" + sent % 9 + "\",\"user\":\"root\",\"message\":\"event number " + sent
                            + " authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=10.0.0." + sent % 250 + "\"}", now));
                }
                store.add(events);
                long due = begin + sent * 1_000_000_000L / perSecond;
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
        } catch (Exception failed) {
            failed.printStackTrace();
            System.exit(1);
        }
    }

    private static Duration processor() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static void run(Display display, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        display.timerExec((int) time.toMillis(), () -> {
        });
        while (System.nanoTime() < end) {
            if (!display.readAndDispatch()) {
                display.sleep();
            }
        }
    }

    private static <T extends Control> T find(Composite parent, Class<T> type) {
        return all(parent).stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    private static List<Control> all(Composite parent) {
        List<Control> found = new ArrayList<>();
        for (Control child : parent.getChildren()) {
            found.add(child);
            if (child instanceof Composite composite) {
                found.addAll(all(composite));
            }
        }
        return found;
    }

    private static void push(Composite parent, String tip) {
        for (Control control : all(parent)) {
            if (control instanceof ToolBar bar) {
                for (ToolItem item : bar.getItems()) {
                    if (tip.equals(item.getToolTipText())) {
                        item.notifyListeners(SWT.Selection, new Event());
                        return;
                    }
                }
            }
        }
        throw new IllegalStateException("no tool " + tip);
    }

    private static List<String> labels(Composite parent) {
        return all(parent).stream().filter(c -> c instanceof Label l && l.isVisible() && !l.getText().isEmpty()).map(c -> ((Label) c).getText()).toList();
    }
}
