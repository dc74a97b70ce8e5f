package org.bancada.rollout.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

import org.bancada.core.ByteSize;
import org.bancada.core.Node;
import org.bancada.image.Image;
import org.bancada.rollout.RolloutSeries;

/**
 * How many bytes a rollout brings into each building, by the base images that the nodes have. A difference is known exactly when
 * both versions are in the catalogue; everything else is an upper bound and says so. What a node kept of an earlier try is not known here.
 */
final class Freight {
    private final Image image;
    private final int pieceLength;
    private final Map<String, Image> catalogue = new LinkedHashMap<>();
    private final KnownBases bases;
    private final Differences differences;
    private final long deadline;
    private final Map<Image, Need> needs = new LinkedHashMap<>();
    private final Need whole;

    /** @param patience how long comparisons of images are waited for, from now */
    Freight(Image image, int pieceLength, List<Image> catalogue, KnownBases bases, Differences differences, Duration patience) {
        this.image = image;
        this.pieceLength = pieceLength;
        catalogue.forEach(known -> this.catalogue.put(known.sha256(), known));
        this.bases = bases;
        this.differences = differences;
        this.deadline = System.nanoTime() + patience.toNanos();
        this.whole = new Need(image.size(), true, "freight.whole", "");
    }

    /** What one node fetches; {@code exact} or at most. */
    private record Need(long bytes, boolean exact, String text, String version) {
    }

    /** A number of bytes, or the most that it can be. */
    private record Amount(long bytes, boolean exact) {
        @Override
        public String toString() {
            return exact ? ByteSize.text(bytes) : Texts.TEXT.text("freight.most", ByteSize.text(bytes));
        }
    }

    /** For people: what is served and arrives in sum, the pieces, and a line for each building. */
    List<String> lines(Collection<Node> nodes) {
        SortedMap<String, Map<Need, Integer>> buildings = new TreeMap<>();
        nodes.forEach(node -> buildings.computeIfAbsent(RolloutSeries.building(node.place()), name -> new LinkedHashMap<>())
                .merge(need(node), 1, Integer::sum));
        Amount all = sum(buildings.values().stream().map(Freight::sum).toList());
        List<String> lines = new ArrayList<>();
        lines.add(Texts.TEXT.text("start.bytes", ByteSize.text(image.size()), all));
        lines.add(PieceSize.text(image, pieceLength));
        buildings.forEach((name, kinds) -> lines.add(line(name, kinds)));
        return lines;
    }

    private Need need(Node node) {
        Optional<String> base = bases.of(node);
        if (base.isEmpty()) {
            return whole;
        }
        Image from = catalogue.get(base.get());
        if (from == null) {
            return new Need(image.size(), false, "freight.unknown", "");
        }
        return from.format().equals(image.format()) ? needs.computeIfAbsent(from, this::difference) : whole;
    }

    private Need difference(Image from) {
        OptionalLong bytes = differences.bytes(from, image, pieceLength, Duration.ofNanos(deadline - System.nanoTime()));
        return bytes.isPresent() ? new Need(bytes.getAsLong(), true, "freight.difference", from.version())
                : new Need(image.size(), false, "freight.uncompared", from.version());
    }

    private static String line(String building, Map<Need, Integer> kinds) {
        List<String> parts = new ArrayList<>();
        kinds.forEach((need, count) -> parts.add(Texts.TEXT.text(need.text(), count, need.version(), ByteSize.text(need.bytes()))));
        Amount uplink = uplink(kinds.keySet());
        Amount all = sum(kinds);
        // Where nodes lack different pieces, the least that comes over the uplink is not known, so neither is the rest
        Amount inside = kinds.size() == 1 ? new Amount(all.bytes() - uplink.bytes(), all.exact()) : new Amount(all.bytes(), false);
        String name = building.isEmpty() ? Texts.TEXT.text("freight.nowhere") : building;
        return Texts.TEXT.text("freight.line", name, String.join(", ", parts), uplink, inside);
    }

    /** What the gateway lacks; whoever of them becomes it. */
    private static Amount uplink(Collection<Need> kinds) {
        long most = kinds.stream().mapToLong(Need::bytes).max().orElse(0);
        return new Amount(most, kinds.size() == 1 && kinds.iterator().next().exact());
    }

    private static Amount sum(Map<Need, Integer> kinds) {
        return sum(kinds.entrySet().stream().map(kind -> new Amount(kind.getKey().bytes() * kind.getValue(), kind.getKey().exact())).toList());
    }

    private static Amount sum(List<Amount> amounts) {
        return new Amount(amounts.stream().mapToLong(Amount::bytes).sum(), amounts.stream().allMatch(Amount::exact));
    }
}
