package org.bancada.metrics.internal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.metrics.Line;
import org.bancada.metrics.Metric;
import org.bancada.metrics.MetricSource;
import org.bancada.metrics.Point;
import org.bancada.metrics.Prometheus;
import org.bancada.store.Secrets;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Values from a Prometheus server. */
@Component(service = {PrometheusSource.class, Prometheus.class})
public final class PrometheusSource implements MetricSource, Prometheus {
    static final String URL = "prometheus.url";
    static final String USER = "prometheus.user";
    static final String INSTANCE = "prometheus.instance";
    static final String SECRET = "prometheus.secret";
    private static final int NODES_AT_ONCE = 200;
    private static final int MOST_MOUNTS = 50;
    private static final int MOST_NAMED = 5;
    private static final long LEAST_STEP = 15;
    private static final Map<Metric, String> SERIES = Map.of(Metric.RECEIVED, "node_network_receive_bytes_total", Metric.SENT, "node_network_transmit_bytes_total",
            Metric.MEMORY_USED, "node_memory_MemAvailable_bytes", Metric.MEMORY_SHARE, "node_memory_MemAvailable_bytes", Metric.TEMPERATURE,
            "node_hwmon_temp_celsius");

    private final Settings settings;
    private final Secrets secrets;

    @Activate
    public PrometheusSource(@Reference Settings settings, @Reference Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean ready() throws ProblemException {
        return setup().isPresent();
    }

    @Override
    public Optional<Setup> setup() throws ProblemException {
        Optional<String> url = settings.get(URL);
        return url.isEmpty() ? Optional.empty()
                : Optional.of(new Setup(URI.create(url.get()), settings.get(USER, ""), settings.get(INSTANCE, USUAL_INSTANCE)));
    }

    @Override
    public Operation<Setup> use(Setup setup, char[] secret) {
        return new UsePrometheus(settings, secrets, setup, secret);
    }

    @Override
    public Operation<Void> leave() {
        return new UseReports(settings);
    }

    @Override
    public boolean hasSecret() throws ProblemException {
        return secrets.get(SECRET).isPresent();
    }

    private PrometheusHttp http(Setup setup) throws ProblemException {
        char[] secret = secrets.get(SECRET).orElse(null);
        try {
            return new PrometheusHttp(setup.url(), setup.user(), secret);
        } finally {
            PrometheusHttp.wipe(secret);
        }
    }

    private Setup needed() throws ProblemException {
        return setup().orElseThrow(UsePrometheus::missing);
    }

    private static String instance(Setup setup, Node node) {
        return setup.instance().replace("{name}", node.name()).replace("{address}", node.address()).replace("{uuid}", node.uuid());
    }

    @Override
    public Check test(List<Node> nodes, Progress progress) throws ProblemException {
        Setup setup = needed();
        return test(http(setup), setup, nodes, progress);
    }

    @Override
    public Check test(Setup setup, char[] secret, List<Node> nodes, Progress progress) throws ProblemException {
        UsePrometheus.check(setup);
        boolean moved = !setup.url().toString().equals(settings.get(URL, setup.url().toString()));
        PrometheusHttp http = secret == null && !moved ? http(setup) : new PrometheusHttp(setup.url(), setup.user(), secret == null || secret.length == 0 ? null : secret);
        return test(http, setup, nodes, progress);
    }

    private static Check test(PrometheusHttp http, Setup setup, List<Node> nodes, Progress progress) throws ProblemException {
        String version = http.call("status/buildinfo", progress) instanceof Map<?, ?> info ? String.valueOf(info.get("version")) : "?";
        TreeSet<String> instances = new TreeSet<>(texts(http.call("label/instance/values", progress)));
        long matched = nodes.stream().filter(node -> instances.remove(instance(setup, node))).count();
        return new Check(version, nodes.size(), (int) matched, instances.stream().limit(MOST_NAMED).toList());
    }

    @Override
    public List<Metric> metrics(Progress progress) throws ProblemException {
        PrometheusHttp http = http(needed());
        List<String> series = texts(http.call("label/__name__/values", progress));
        TreeSet<Metric> found = new TreeSet<>();
        SERIES.forEach((metric, name) -> {
            if (series.contains(name)) {
                found.add(metric);
            }
        });
        mounts(http, progress).keySet().forEach(mount -> {
            found.add(Metric.diskShare(mount));
            found.add(Metric.diskFree(mount));
        });
        return List.copyOf(found);
    }

    /** Mount points by the part of a metric's name that stands for them. */
    private static Map<String, String> mounts(PrometheusHttp http, Progress progress) throws ProblemException {
        Map<String, String> mounts = new TreeMap<>();
        for (String point : texts(http.call("label/mountpoint/values", progress))) {
            String part = point.equals("/") ? "root" : point.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-|-$", "");
            if (mounts.size() < MOST_MOUNTS && Metric.named(Metric.diskShare(part).name()).isPresent()) {
                mounts.putIfAbsent(part, point);
            }
        }
        return mounts;
    }

    @Override
    public Map<String, Line> lines(Metric metric, List<Node> nodes, Instant from, Instant to, Duration step, Progress progress) throws ProblemException {
        Setup setup = needed();
        PrometheusHttp http = http(setup);
        Optional<String> mount = metric.mount().isEmpty() ? Optional.empty() : Optional.ofNullable(mounts(http, progress).get(metric.mount().get()));
        Map<String, Line> lines = new LinkedHashMap<>();
        if (metric.mount().isPresent() && mount.isEmpty()) {
            return lines;
        }
        Duration apart = Duration.ofSeconds(Math.max(LEAST_STEP, step.toSeconds()));
        for (int i = 0; i < nodes.size(); i += NODES_AT_ONCE) {
            Map<String, Node> some = new LinkedHashMap<>();
            nodes.subList(i, Math.min(nodes.size(), i + NODES_AT_ONCE)).forEach(node -> some.put(instance(setup, node), node));
            Object data = http.call("query_range", progress, "query", PromQuery.of(metric, mount, List.copyOf(some.keySet()), apart.toSeconds()), "start",
                    Long.toString(from.getEpochSecond()), "end", Long.toString(to.getEpochSecond()), "step", Long.toString(apart.toSeconds()));
            for (Object series : data instanceof Map<?, ?> map && map.get("result") instanceof List<?> result ? result : List.of()) {
                Node node = series instanceof Map<?, ?> one && one.get("metric") instanceof Map<?, ?> labels ? some.get(labels.get("instance")) : null;
                List<Point> points = node == null ? List.of() : points(((Map<?, ?>) series).get("values"));
                if (!points.isEmpty()) {
                    lines.put(node.uuid(), new Line(node.name(), 1, apart, points));
                }
            }
        }
        return lines;
    }

    /** Pairs of seconds and a number as text; what is no number is left out. */
    private static List<Point> points(Object values) {
        List<Point> points = new ArrayList<>();
        for (Object pair : values instanceof List<?> list ? list : List.of()) {
            try {
                if (pair instanceof List<?> two && two.size() == 2) {
                    double value = Double.parseDouble(String.valueOf(two.get(1)));
                    Instant at = Instant.ofEpochMilli((long) (Double.parseDouble(String.valueOf(two.get(0))) * 1000));
                    if (Double.isFinite(value) && (points.isEmpty() || at.isAfter(points.getLast().at()))) {
                        points.add(new Point(at, value, value, value));
                    }
                }
            } catch (NumberFormatException noNumber) {
                // +Inf and NaN are written in Prometheus' own way: a gap.
            }
        }
        return points;
    }

    private static List<String> texts(Object data) {
        return data instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }
}
