package org.bancada.cli.internal.verbs;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.core.ProblemException;
import org.bancada.practice.PracticeLab;
import org.bancada.store.Settings;

/** Where magic packets go while there is a practice lab: what a person has set stays, the lab's own broadcast address comes and goes with it. */
final class WakeTarget {
    private static final String SETTING = "wake.target";

    private WakeTarget() {
    }

    static void add(Invocation invocation) throws ProblemException {
        Optional<InetSocketAddress> target = invocation.engines().get(PracticeLab.class).wakeTarget();
        if (target.isPresent()) {
            Settings settings = invocation.engines().get(Settings.class);
            List<String> items = items(settings);
            if (!items.contains(text(target.get()))) {
                items.add(text(target.get()));
                settings.put(SETTING, String.join(", ", items));
            }
        }
    }

    /** @param target the lab's, as it was while the lab ran */
    static void remove(Optional<InetSocketAddress> target, Invocation invocation) throws ProblemException {
        Settings settings = invocation.engines().get(Settings.class);
        List<String> items = items(settings);
        if (target.isPresent() && items.remove(text(target.get()))) {
            if (items.isEmpty()) {
                settings.remove(SETTING);
            } else {
                settings.put(SETTING, String.join(", ", items));
            }
        }
    }

    private static List<String> items(Settings settings) throws ProblemException {
        List<String> items = new ArrayList<>(List.of(settings.get(SETTING, "").strip().split("[,\\s]+")));
        items.remove("");
        return items;
    }

    private static String text(InetSocketAddress target) {
        return target.getAddress().getHostAddress() + ":" + target.getPort();
    }
}
