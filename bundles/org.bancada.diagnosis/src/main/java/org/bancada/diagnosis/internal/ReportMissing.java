package org.bancada.diagnosis.internal;

import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.osgi.service.component.annotations.Component;

/** It has missed a report, or has never sent one, and nobody switched it off or is waking it. */
@Component
public final class ReportMissing implements Cause {
    @Override
    public String id() {
        return "report-missing";
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Node node = situation.node();
        if (node.state() == NodeState.ONLINE || Power.excused(situation) || Power.unansweredWake(situation).isPresent()) {
            return Optional.empty();
        }
        boolean never = node.lastReport() == null;
        Evidence evidence = never ? new Evidence(Texts.text("report.never"), null, Texts.facts(node))
                : new Evidence(Texts.text("report.last"), node.lastReport(), Texts.facts(node));
        return Optional.of(new Finding(id(), 45, Texts.text("report.title"), Texts.text(never ? "report.text.never" : "report.text"), List.of(evidence),
                List.of(new NextStep(Texts.text("report.wake"), "wake " + Texts.selector(node)),
                        new NextStep(Texts.text("report.next"), "run " + Texts.selector(node) + " -- report"))));
    }
}
