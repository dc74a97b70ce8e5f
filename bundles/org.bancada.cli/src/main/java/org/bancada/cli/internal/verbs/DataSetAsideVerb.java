package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.Verb;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.store.DatabaseRescue;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Moves a damaged database aside, as it is, so that a new one can begin. A whole one is left alone. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=data set-aside")
public final class DataSetAsideVerb implements Verb {
    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        DatabaseRescue rescue = new DatabaseRescue(invocation.engines().takeForRepair());
        Optional<Plan> agreed = options.agree(rescue, invocation);
        if (agreed.isEmpty()) {
            return DONE;
        }
        Optional<Path> kept = rescue.run(agreed.get(), invocation.progress());
        if (options.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("keptAt", kept.map(Path::toString).orElse(null));
            new Json(invocation.terminal().out()).print(document);
        } else {
            invocation.terminal().out().println(kept.map(path -> Words.text(invocation, "data.set.aside", path)).orElseGet(agreed.get()::title));
        }
        return DONE;
    }
}
