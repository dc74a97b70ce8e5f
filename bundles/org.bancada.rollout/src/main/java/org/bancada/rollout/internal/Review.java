package org.bancada.rollout.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.bancada.core.Facts;
import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.WiredLink;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutStep;

/** Draws conclusions from a rollout's course and from what is known of its nodes. */
final class Review {
    private static final Messages TEXT = Messages.beside(Review.class);
    private static final Pattern INTERFACE = Pattern.compile("net\\.(.+)\\.kind");
    /** A node is slow when it took this many times as long as the median. */
    private static final int SLOW = 3;
    /** Verifying that takes less says nothing of a disk. */
    private static final Duration SHORT = Duration.ofSeconds(10);
    /** Receive errors of a card: a few come with every plugging in. */
    private static final long MANY_ERRORS = 100;

    private final Rollout rollout;
    private final Map<String, List<RolloutStep>> steps = new HashMap<>();
    private final RolloutSeries series;
    private final Map<String, Node> fleet = new HashMap<>();
    private final Instant now;

    /** @param fleet what is known of all nodes now */
    Review(Rollout rollout, List<RolloutStep> steps, RolloutSeries series, List<Node> fleet, Instant now) {
        this.rollout = rollout;
        steps.forEach(step -> this.steps.computeIfAbsent(step.uuid(), uuid -> new ArrayList<>()).add(step));
        this.series = series;
        fleet.forEach(node -> this.fleet.put(node.uuid(), node));
        this.now = now;
    }

    RolloutReport report() {
        Map<String, Duration> downloads = new HashMap<>();
        Instant first = null;
        Instant last = null;
        for (NodeProgress node : rollout.nodes()) {
            Span span = download(node.uuid());
            if (span == null) {
                continue;
            }
            downloads.put(node.uuid(), Duration.between(span.from(), span.to()));
            first = first == null || span.from().isBefore(first) ? span.from() : first;
            last = last == null || span.to().isAfter(last) ? span.to() : last;
        }
        Map<String, Map<NodeRolloutState, Duration>> times = new HashMap<>();
        rollout.nodes().forEach(node -> times.put(node.uuid(), times(node)));
        Duration median = median(downloads.values().stream());
        Duration medianVerify = median(rollout.nodes().stream().filter(node -> downloads.containsKey(node.uuid()))
                .map(node -> times.get(node.uuid()).getOrDefault(NodeRolloutState.VERIFYING, Duration.ZERO)));
        List<RolloutReport.Line> lines = rollout.nodes().stream().map(node -> line(node, downloads.get(node.uuid()), times.get(node.uuid()),
                new Medians(median, medianVerify))).toList();
        long slowest = lines.stream().filter(line -> line.download().isPresent() && line.linkMbit() > 0).mapToLong(RolloutReport.Line::linkMbit).min().orElse(0);
        Optional<Duration> bound = slowest == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(rollout.imageBytes() * 8 / (slowest * 1000)));
        return new RolloutReport(rollout, first == null ? Duration.ZERO : Duration.between(first, last), bound, series, buildings(), lines);
    }

    /** What is usual in this rollout. */
    private record Medians(Duration download, Duration verify) {
    }

    private static Duration median(Stream<Duration> durations) {
        List<Duration> sorted = durations.sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    }

    private Map<NodeRolloutState, Duration> times(NodeProgress node) {
        Map<NodeRolloutState, Duration> times = new EnumMap<>(NodeRolloutState.class);
        List<RolloutStep> own = steps.getOrDefault(node.uuid(), List.of());
        for (int i = 0; i < own.size(); i++) {
            RolloutStep step = own.get(i);
            if (!step.state().isOver()) {
                Duration time = Duration.between(step.at(), i + 1 < own.size() ? own.get(i + 1).at() : now);
                times.merge(step.state(), time.isNegative() ? Duration.ZERO : time, Duration::plus);
            }
        }
        return times;
    }

    private record Span(Instant from, Instant to) {
    }

    /** The last time that the node downloaded and then had everything; null when it never had. */
    private Span download(String uuid) {
        Instant from = null;
        Span span = null;
        for (RolloutStep step : steps.getOrDefault(uuid, List.of())) {
            if (step.state() == NodeRolloutState.FETCHING) {
                from = step.at();
            } else if (step.state() == NodeRolloutState.VERIFYING && from != null) {
                span = new Span(from, step.at());
            }
        }
        return span;
    }

    private RolloutReport.Line line(NodeProgress node, Duration download, Map<NodeRolloutState, Duration> times, Medians usual) {
        List<RolloutStep> own = steps.getOrDefault(node.uuid(), List.of());
        Instant begin = own.isEmpty() ? rollout.started() : own.getFirst().at();
        Instant end = node.state().isOver() ? node.since() : now;
        Facts facts = fleet.containsKey(node.uuid()) ? fleet.get(node.uuid()).facts() : Facts.NONE;
        Optional<WiredLink> wired = WiredLink.fastest(facts);
        long link = wired.map(WiredLink::speedMbit).orElse(-1L);
        List<String> physical = new ArrayList<>();
        if (WiredLink.wifiOnly(facts)) {
            physical.add(TEXT.text("physical.wifi"));
        } else if (wired.filter(WiredLink::isSlow).isPresent()) {
            physical.add(TEXT.text("physical.link", link));
        }
        if (facts.asMap().entrySet().stream().anyMatch(fact -> fact.getKey().matches("net\\..+\\.duplex") && fact.getValue().equalsIgnoreCase("half"))) {
            physical.add(TEXT.text("physical.duplex"));
        }
        long errors = receiveErrors(facts);
        if (errors >= MANY_ERRORS) {
            physical.add(TEXT.text("physical.errors", errors));
        }
        if (download != null && physical.isEmpty() && slow(download, usual.download())) {
            physical.add(TEXT.text("physical.slow", Math.round((double) download.toMillis() / usual.download().toMillis())));
        }
        Duration verify = times.getOrDefault(NodeRolloutState.VERIFYING, Duration.ZERO);
        if (slow(verify, usual.verify()) && verify.compareTo(SHORT) > 0) {
            physical.add(TEXT.text("physical.disk", Math.round((double) verify.toMillis() / usual.verify().toMillis())));
        }
        return new RolloutReport.Line(node, Optional.ofNullable(download), Duration.between(begin, end).isNegative() ? Duration.ZERO : Duration.between(begin, end),
                times, link, physical);
    }

    private static boolean slow(Duration time, Duration usual) {
        return usual.toMillis() > 0 && time.compareTo(usual.multipliedBy(SLOW)) > 0;
    }

    /** Of its wired interfaces, since they are up. */
    private static long receiveErrors(Facts facts) {
        return facts.asMap().entrySet().stream().filter(fact -> fact.getValue().equals("wired")).map(fact -> INTERFACE.matcher(fact.getKey()))
                .filter(Matcher::matches).mapToLong(found -> Math.max(0, facts.number("net." + found.group(1) + ".rx_errors").orElse(0))).sum();
    }

    private List<RolloutReport.Building> buildings() {
        SortedMap<String, List<NodeProgress>> nodes = new TreeMap<>();
        rollout.nodes().forEach(node -> nodes.computeIfAbsent(RolloutSeries.building(node.place()), name -> new ArrayList<>()).add(node));
        return nodes.entrySet().stream().map(entry -> {
            Map<RolloutSeries.Source, Long> bytes = series.bytes(entry.getKey());
            int confirmed = (int) entry.getValue().stream().filter(node -> node.state() == NodeRolloutState.CONFIRMED).count();
            return new RolloutReport.Building(entry.getKey(), entry.getValue().size(), confirmed, bytes.values().stream().mapToLong(Long::longValue).sum(),
                    bytes.getOrDefault(RolloutSeries.Source.ORIGIN, 0L), series.copies(entry.getKey()));
        }).toList();
    }
}
