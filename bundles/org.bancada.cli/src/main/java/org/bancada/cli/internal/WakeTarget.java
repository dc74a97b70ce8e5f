package org.bancada.cli.internal;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.store.Settings;

/** Where magic packets go while there is a practice lab: what a person has set stays, the lab's own broadcast address comes and goes with it. */
final class WakeTarget {
    private static final String SETTING = "wake.target";
    private final Settings settings;

    WakeTarget(Settings settings) {
        this.settings = settings;
    }

    void add(Optional<InetSocketAddress> target) throws ProblemException {
        List<String> items = items();
        if (target.isPresent() && !items.contains(text(target.get()))) {
            items.add(text(target.get()));
            settings.put(SETTING, String.join(", ", items));
        }
    }

    /** @param target the lab's, as it was while the lab ran */
    void remove(Optional<InetSocketAddress> target) throws ProblemException {
        List<String> items = items();
        if (target.isPresent() && items.remove(text(target.get()))) {
            if (items.isEmpty()) {
                settings.remove(SETTING);
            } else {
                settings.put(SETTING, String.join(", ", items));
            }
        }
    }

    private List<String> items() throws ProblemException {
        List<String> items = new ArrayList<>(List.of(settings.get(SETTING, "").strip().split("[,\\s]+")));
        items.remove("");
        return items;
    }

    private static String text(InetSocketAddress target) {
        return target.getAddress().getHostAddress() + ":" + target.getPort();
    }
}
