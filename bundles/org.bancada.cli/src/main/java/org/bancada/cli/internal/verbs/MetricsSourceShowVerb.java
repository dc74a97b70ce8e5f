package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.metrics.Metrics;
import org.bancada.metrics.Prometheus;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says where metrics come from; never a secret. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=metrics source show")
public final class MetricsSourceShowVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        List<String> sources = invocation.engines().get(Metrics.class).sources();
        Optional<Prometheus.Setup> setup = invocation.engines().get(Prometheus.class).setup();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("usual", sources.getFirst());
        document.put("sources", sources);
        document.put("url", setup.map(s -> s.url().toString()).orElse(null));
        document.put("user", setup.map(Prometheus.Setup::user).orElse(null));
        document.put("instance", setup.map(Prometheus.Setup::instance).orElse(null));
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(document);
        } else {
            document.forEach((key, value) -> {
                if (value != null && !value.toString().isEmpty()) {
                    invocation.terminal().out().println(key + "=" + (value instanceof List<?> list ? String.join(" ", sources) : value));
                }
            });
        }
        return DONE;
    }
}
