package org.bancada.metrics.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.metrics.Line;
import org.bancada.metrics.Metric;
import org.bancada.metrics.MetricSource;
import org.bancada.metrics.Point;
import org.bancada.store.Database;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Reads metrics out of the nodes' reports as they come in, keeps them, and answers from what it has kept. */
@Component(service = ReportReadings.class)
public final class ReportReadings implements MetricSource {
    public static final String NAME = "reports";
    private static final System.Logger LOG = System.getLogger(ReportReadings.class.getName());
    /** Setting: the day, counted from 1970, on which old readings were forgotten last. */
    private static final String FORGOTTEN = "metrics.forgotten";
    /** A node that reports more often fills the disk and shows nothing more. */
    private static final long LEAST_SPACING = 10;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final double USUAL_SHARE = 0.75;

    private final Fleet fleet;
    private final Settings settings;
    private final InstantSource clock;
    private final MetricTables tables;
    private final Map<String, Counters> last = new HashMap<>();
    private final Set<String> pending = new LinkedHashSet<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("metrics").daemon().factory());
    private final Progress.Registration changes;
    private long forgotten = Long.MIN_VALUE;

    @Activate
    public ReportReadings(@Reference Fleet fleet, @Reference Database database, @Reference Settings settings) throws ProblemException {
        this(fleet, database, settings, InstantSource.system());
        changed(fleet.nodes().stream().map(Node::uuid).toList());
    }

    ReportReadings(Fleet fleet, Database database, Settings settings, InstantSource clock) throws ProblemException {
        this.fleet = fleet;
        this.settings = settings;
        this.clock = clock;
        tables = new MetricTables(database);
        last.putAll(tables.counters());
        changes = fleet.onChange(this::changed);
    }

    @Deactivate
    public void close() throws InterruptedException {
        changes.close();
        worker.shutdown();
        worker.awaitTermination(10, TimeUnit.SECONDS);
    }

    private void changed(Collection<String> uuids) {
        synchronized (pending) {
            boolean asked = !pending.isEmpty();
            pending.addAll(uuids);
            if (!asked && !pending.isEmpty() && !worker.isShutdown()) {
                worker.execute(this::read);
            }
        }
    }

    private void read() {
        List<String> due;
        synchronized (pending) {
            due = List.copyOf(pending);
            pending.clear();
        }
        try {
            read(due);
        } catch (ProblemException | RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "readings of " + due.size() + " nodes could not be kept", failed);
        }
    }

    /** Takes the readings of nodes whose last report was not read yet. */
    synchronized void read(List<String> uuids) throws ProblemException {
        List<Node> nodes = uuids.stream().map(fleet::node).flatMap(Optional::stream).filter(this::isNew).toList();
        if (!nodes.isEmpty()) {
            Map<String, Counters> now = tables.write(connection -> {
                Map<String, Counters> counted = new HashMap<>();
                for (Node node : nodes) {
                    Counters counters = Counters.of(node.lastReport().getEpochSecond(), node.facts());
                    tables.add(connection, node.uuid(), counters.at(), Readings.of(node.facts(), last.get(node.uuid()), counters));
                    tables.saveCounters(connection, node.uuid(), counters);
                    counted.put(node.uuid(), counters);
                }
                return counted;
            });
            last.putAll(now);
        }
        forget();
    }

    private boolean isNew(Node node) {
        Counters before = last.get(node.uuid());
        if (node.lastReport() == null) {
            return false;
        }
        long since = before == null ? LEAST_SPACING : node.lastReport().getEpochSecond() - before.at();
        // Less than nothing: the clock was set back, and what was read before lies in the future.
        return since < 0 || since >= LEAST_SPACING;
    }

    /** Once a day; a clock that jumps ahead takes no more than two days with it each day. */
    private void forget() throws ProblemException {
        long today = clock.instant().getEpochSecond() / DAY;
        if (today == forgotten) {
            return;
        }
        String before = settings.get(FORGOTTEN, "");
        long trusted = before.matches("\\d{1,9}") ? Math.min(today, Long.parseLong(before) + 2) : today;
        Set<String> known = fleet.nodes().stream().map(Node::uuid).collect(Collectors.toSet());
        tables.forget(trusted * DAY, known);
        last.keySet().retainAll(known);
        settings.put(FORGOTTEN, Long.toString(trusted));
        forgotten = today;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public List<Metric> metrics(Progress progress) throws ProblemException {
        return tables.metrics().stream().map(Metric::named).flatMap(Optional::stream).toList();
    }

    @Override
    public Map<String, Line> lines(Metric metric, List<Node> nodes, Instant from, Instant to, Duration step, Progress progress) throws ProblemException {
        Level level = Level.of(step.toSeconds(), from.getEpochSecond(), clock.instant().getEpochSecond());
        // Readings are kept by whole seconds: what came in the second that has begun lies before its end.
        long end = to.getNano() == 0 ? to.getEpochSecond() : to.getEpochSecond() + 1;
        Map<String, List<Bucket>> buckets = tables.buckets(metric.name(), nodes.stream().map(Node::uuid).toList(), level, from.getEpochSecond(), end, progress);
        Map<String, Line> lines = new LinkedHashMap<>();
        for (Node node : nodes) {
            List<Bucket> own = buckets.get(node.uuid());
            if (own != null) {
                lines.put(node.uuid(), new Line(node.name(), 1, spacing(own, level, node), own.stream().map(bucket -> point(bucket, metric)).toList()));
            }
        }
        return lines;
    }

    private static Point point(Bucket bucket, Metric metric) {
        return new Point(Instant.ofEpochSecond(bucket.at()), metric.unit().value(bucket.mean()), metric.unit().value(bucket.min()),
                metric.unit().value(bucket.max()));
    }

    /** How often the node means to report, or did: three quarters of its readings are not farther apart. */
    private static Duration spacing(List<Bucket> buckets, Level level, Node node) {
        if (level != Level.RAW) {
            return Duration.ofSeconds(Math.max(level.width, Readings.interval(node.facts())));
        }
        long[] apart = new long[buckets.size() - 1];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = buckets.get(i + 1).at() - buckets.get(i).at();
        }
        java.util.Arrays.sort(apart);
        long meant = Readings.interval(node.facts());
        return Duration.ofSeconds(apart.length < 4 ? meant : Math.max(LEAST_SPACING, Math.min(apart[(int) (apart.length * USUAL_SHARE)], Math.max(meant, 900))));
    }
}
