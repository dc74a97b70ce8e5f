package org.bancada.diagnosis.internal;

import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.WiredLink;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.osgi.service.component.annotations.Component;

/** Its fastest wired link runs slower than card and switch could. */
@Component
public final class SlowLink implements Cause {
    @Override
    public String id() {
        return "slow-link";
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Node node = situation.node();
        return WiredLink.fastest(node.facts()).filter(WiredLink::isSlow).map(link -> new Finding(id(), 50, Texts.text("link.title"), Texts.text("link.text"),
                List.of(new Evidence(Texts.text("link.speed", link.name(), link.speedMbit(), WiredLink.USUAL_MBIT),
                        situation.since("net." + link.name() + ".speed_mbit"), Texts.facts(node))),
                List.of(new NextStep(Texts.text("link.next"), ""))));
    }
}
