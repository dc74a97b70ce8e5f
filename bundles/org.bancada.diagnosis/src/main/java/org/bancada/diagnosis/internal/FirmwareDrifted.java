package org.bancada.diagnosis.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.diagnosis.Cause;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.diagnosis.Situation;
import org.bancada.profile.FirmwareDrift;
import org.osgi.service.component.annotations.Component;

/** Firmware settings that are not as the machine model wants them. */
@Component
public final class FirmwareDrifted implements Cause {
    @Override
    public String id() {
        return "firmware-drift";
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Node node = situation.node();
        List<FirmwareDrift> drifted = situation.model().drifted();
        if (drifted.isEmpty()) {
            return Optional.empty();
        }
        List<Evidence> evidence = drifted.stream().map(drift -> new Evidence(Texts.text("firmware.setting", drift.key(), drift.actual(), drift.wanted(), drift.place()),
                situation.since("firmware." + drift.key().toLowerCase(Locale.ROOT)), "model nodes " + Texts.selector(node))).toList();
        return Optional.of(new Finding(id(), 35, Texts.text("firmware.title"), Texts.text("firmware.text"), evidence,
                List.of(new NextStep(Texts.text("firmware.next"), "model firmware " + Texts.selector(node)))));
    }
}
