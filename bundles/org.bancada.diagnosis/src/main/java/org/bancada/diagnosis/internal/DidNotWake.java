package org.bancada.diagnosis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.osgi.service.component.annotations.Component;

/** A wake packet was sent, and no report has come since. */
@Component
public final class DidNotWake implements Cause {
    @Override
    public String id() {
        return "did-not-wake";
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        return Power.unansweredWake(situation).map(wake -> {
            Node node = situation.node();
            List<Evidence> evidence = new ArrayList<>();
            evidence.add(new Evidence(Texts.text("wake.sent", wake.who()), wake.when(), Texts.actions(node)));
            evidence.add(node.lastReport() == null ? new Evidence(Texts.text("report.never"), null, Texts.facts(node))
                    : new Evidence(Texts.text("report.last"), node.lastReport(), Texts.facts(node)));
            node.facts().asMap().subMap("net.", "net/").forEach((key, value) -> {
                if (key.endsWith(".wake_on") && !value.contains("g")) {
                    evidence.add(new Evidence(key + "=" + value + ": " + Texts.text("wake.card"), situation.since(key), Texts.facts(node)));
                }
            });
            return new Finding(id(), 90, Texts.text("wake.title"), Texts.text("wake.text"), evidence,
                    List.of(new NextStep(Texts.text("wake.next"), "wake " + Texts.selector(node)), new NextStep(Texts.text("wake.go"), "")));
        });
    }
}
