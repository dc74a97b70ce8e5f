package org.bancada.diagnosis.internal;

import java.util.ArrayList;
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

/** Only wireless interfaces have a link and an address. */
@Component
public final class WifiOnly implements Cause {
    @Override
    public String id() {
        return "wifi-only";
    }

    @Override
    public Optional<Finding> find(Situation situation) {
        Node node = situation.node();
        if (!WiredLink.wifiOnly(node.facts())) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(new Evidence("wifi.only=yes", situation.since("wifi.only"), Texts.facts(node)));
        node.facts().asMap().subMap("net.", "net/").forEach((key, value) -> {
            if (key.endsWith(".wifi_level_dbm")) {
                evidence.add(new Evidence(Texts.text("wifi.level", key.substring(4, key.length() - ".wifi_level_dbm".length()), value), node.lastReport(),
                        Texts.facts(node)));
            }
        });
        return Optional.of(new Finding(id(), 60, Texts.text("wifi.title"), Texts.text("wifi.text"), evidence,
                List.of(new NextStep(Texts.text("wifi.next"), ""))));
    }
}
