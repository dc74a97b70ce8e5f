package org.bancada.diagnosis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.core.ByteSize;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.osgi.service.component.annotations.Component;

/** A file system whose level, as the fleet judges it ({@code disk.MOUNT.level}), is low or full. */
@Component
public final class DiskNearlyFull implements Cause {
    private static final String LEVEL = ".level";

    @Override
    public String id() {
        return "disk-nearly-full";
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Node node = situation.node();
        Facts facts = node.facts();
        List<Evidence> evidence = new ArrayList<>();
        boolean full = false;
        for (var fact : facts.asMap().subMap("disk.", "disk/").entrySet()) {
            boolean isFull = fact.getValue().equals("full");
            if (fact.getKey().endsWith(LEVEL) && (isFull || fact.getValue().equals("low"))) {
                full |= isFull;
                String prefix = fact.getKey().substring(0, fact.getKey().length() - LEVEL.length());
                long free = Math.max(0, facts.number(prefix + ".avail_bytes").orElse(0));
                evidence.add(new Evidence(Texts.text("disk.level", prefix.substring("disk.".length()), facts.text(prefix + ".used_percent").orElse("?"),
                        ByteSize.text(free)), situation.since(fact.getKey()), Texts.facts(node)));
            }
        }
        return evidence.isEmpty() ? Optional.empty()
                : Optional.of(new Finding(id(), full ? 75 : 40, Texts.text(full ? "disk.title.full" : "disk.title"), Texts.text("disk.text"), evidence,
                        List.of(new NextStep(Texts.text("disk.next"), "run " + Texts.selector(node) + " -- disk list"))));
    }
}
