package org.bancada.diagnosis.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.bancada.core.ByteSize;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.osgi.service.component.annotations.Component;

/**
 * Much less memory than the PC had before, than its modules hold, or than the PCs of its model in the same room have. What a graphics card takes
 * of the memory is far less than that.
 */
@Component
public final class HalfTheRam implements Cause {
    private static final String RAM = "ram.kib";
    /** Of what should be there. 512 MiB for a graphics card leave 94 % of 8 GiB. */
    private static final double PART = 0.65;
    private static final int PEERS = 3;

    @Override
    public String id() {
        return "half-the-ram";
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Node node = situation.node();
        OptionalLong ram = node.facts().number(RAM);
        if (ram.isEmpty() || ram.getAsLong() <= 0) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>();
        before(situation, ram.getAsLong()).ifPresent(evidence::add);
        long modules = modules(node.facts());
        if (isLess(ram.getAsLong(), modules)) {
            evidence.add(new Evidence(Texts.text("ram.modules", size(modules)), situation.node().lastReport(), Texts.facts(node)));
        }
        OptionalLong usual = peers(situation);
        if (usual.isPresent() && isLess(ram.getAsLong(), usual.getAsLong())) {
            evidence.add(new Evidence(Texts.text("ram.peers", size(usual.getAsLong())), node.lastReport(), "nodes --columns name,ram.kib"));
        }
        if (evidence.isEmpty()) {
            return Optional.empty();
        }
        evidence.addFirst(new Evidence(Texts.text("ram.now", size(ram.getAsLong())), situation.since(RAM), Texts.facts(node)));
        return Optional.of(new Finding(id(), 70, Texts.text("ram.title"), Texts.text("ram.text"), evidence, List.of(new NextStep(Texts.text("ram.next"), ""))));
    }

    private static Optional<Evidence> before(Situation situation, long ram) {
        return situation.changes().stream().filter(change -> change.fact().equals(RAM) && change.before().matches("\\d{1,15}"))
                .max(Comparator.comparingLong(change -> Long.parseLong(change.before()))).filter(change -> isLess(ram, Long.parseLong(change.before())))
                .map(change -> new Evidence(Texts.text("ram.before", size(Long.parseLong(change.before()))), change.when(), Texts.facts(situation.node())));
    }

    private static long modules(Facts facts) {
        return facts.asMap().subMap("ram.slot.", "ram.slot/").keySet().stream().filter(key -> key.endsWith(".size_mib"))
                .mapToLong(key -> Math.clamp(facts.number(key).orElse(0), 0, 1L << 30)).sum() * 1024;
    }

    /** What most PCs of its model in its room have; empty when they are few or differ. */
    private static OptionalLong peers(Situation situation) {
        Node node = situation.node();
        List<Long> sizes = situation.peers().stream().filter(peer -> !peer.uuid().equals(node.uuid()) && !peer.model().isEmpty()
                && peer.model().equals(node.model()) && peer.vendor().equals(node.vendor()) && !peer.place().room().isEmpty()
                && peer.place().room().equals(node.place().room()) && peer.place().building().equals(node.place().building())
                && peer.place().campus().equals(node.place().campus()))
                .map(peer -> peer.facts().number(RAM).orElse(0)).filter(size -> size > 0).sorted().toList();
        if (sizes.size() < PEERS) {
            return OptionalLong.empty();
        }
        long median = sizes.get(sizes.size() / 2);
        long alike = sizes.stream().filter(size -> Math.abs(size - median) <= median / 10).count();
        return alike * 5 >= sizes.size() * 4L ? OptionalLong.of(median) : OptionalLong.empty();
    }

    private static boolean isLess(long ram, long should) {
        return ram < should * PART;
    }

    private static String size(long kib) {
        return ByteSize.text(Math.min(kib, Long.MAX_VALUE / 1024) * 1024);
    }
}
