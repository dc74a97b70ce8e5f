package org.bancada.cli.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bancada.cli.EngineWiring;
import org.bancada.collector.Collector;
import org.bancada.collector.CollectorCertificate;
import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.Settings;

/** Keeps other names for the collector, and gives it a certificate with them when it listens. */
final class NameChange implements Operation<Void> {
    private static final Messages TEXT = Messages.beside(NameChange.class);

    private final Collector collector;
    private final Settings settings;
    private final List<String> names;

    NameChange(Collector collector, Settings settings, List<String> names) {
        this.collector = collector;
        this.settings = settings;
        this.names = names.stream().map(String::strip).distinct().toList();
    }

    @Override
    public Plan plan() throws ProblemException {
        for (String name : names) {
            if (!CollectorCertificate.isName(name)) {
                throw new ProblemException(new Problem(TEXT.text("name.wrong", name), "", TEXT.text("name.wrong.cure")));
            }
        }
        String step = names.isEmpty() ? TEXT.text("names.none") : TEXT.text("names.these", String.join(" ", names));
        return new Plan(TEXT.text("names.title"), List.of(new Plan.Step("", step)), List.of(), List.of());
    }

    @Override
    public Void run(Plan plan, Progress progress) throws ProblemException {
        settings.put(EngineWiring.NAMES_SETTING, String.join(",", names));
        Optional<InetSocketAddress> address = collector.address();
        if (address.isPresent()) {
            collector.listen(address.get(), Set.copyOf(names));
        }
        return null;
    }
}
