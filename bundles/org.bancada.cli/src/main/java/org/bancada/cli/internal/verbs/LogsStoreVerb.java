package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.log.ClusterAddress;
import org.bancada.log.LogStore;
import org.bancada.log.StoreChoice;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows where log events are kept. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs store")
public final class LogsStoreVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        StoreChoice choice = invocation.engines().get(StoreChoice.class);
        Optional<ClusterAddress> cluster = choice.current();
        List<Problem> problems = invocation.engines().get(LogStore.class).problems();
        PrintStream out = invocation.terminal().out();
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("store", cluster.isPresent() ? "elasticsearch" : "embedded");
            if (cluster.isPresent()) {
                document.put("url", cluster.get().url().toString());
                document.put("index", cluster.get().index());
                document.put("user", cluster.get().user());
                document.put("fingerprint", cluster.get().fingerprint());
                document.put("secret", choice.hasSecret());
            }
            document.put("problems", problems.stream().map(Problem::line).toList());
            new Json(out).print(document);
            return DONE;
        }
        if (cluster.isEmpty()) {
            out.println(Words.text(invocation, "store.embedded"));
        } else {
            out.println(Table.printable(Words.text(invocation, "store.cluster", cluster.get().url().toString(), cluster.get().index(),
                    cluster.get().user().isEmpty() ? "-" : cluster.get().user())));
            out.println(Words.text(invocation, choice.hasSecret() ? "store.secret" : "store.secret.none"));
        }
        problems.forEach(problem -> out.println(Table.printable(problem.line())));
        return DONE;
    }
}
