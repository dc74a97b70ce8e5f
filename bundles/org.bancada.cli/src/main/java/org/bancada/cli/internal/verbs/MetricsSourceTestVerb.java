package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.metrics.Prometheus;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks Prometheus what it is and which nodes it knows. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=metrics source test")
public final class MetricsSourceTestVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Prometheus.Check check = invocation.engines().get(Prometheus.class).test(invocation.engines().get(Fleet.class).nodes(), invocation.progress());
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("version", check.version());
            document.put("nodes", check.nodes());
            document.put("matched", check.matched());
            document.put("unknown", check.unknown());
            new Json(invocation.terminal().out()).print(document);
        } else {
            invocation.terminal().out().println(Words.text(invocation, "metrics.source.test", check.version(), check.matched(), check.nodes()));
            if (!check.unknown().isEmpty()) {
                invocation.terminal().out().println(Words.text(invocation, "metrics.source.unknown", String.join(", ", check.unknown())));
            }
        }
        return check.matched() == 0 && check.nodes() > 0 ? FAILED : DONE;
    }
}
