package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.log.ClusterAddress;
import org.bancada.log.ConnectionCheck;
import org.bancada.log.StoreChoice;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whether an Elasticsearch can be used, or what is wrong with it. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs store test")
public final class LogsStoreTestVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "URL", descriptionKey = "url")
    private String url;

    @Mixin
    private StoreOptions which;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        StoreChoice choice = invocation.engines().get(StoreChoice.class);
        Optional<ClusterAddress> cluster = url == null ? choice.current() : Optional.of(which.address(url));
        if (cluster.isEmpty()) {
            throw new UsageException(Words.text(invocation, "store.test.none"));
        }
        char[] secret = which.secret(invocation);
        ConnectionCheck found;
        try {
            found = choice.check(cluster.get(), secret, invocation.progress());
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(document(found));
        } else if (found.problem().isEmpty()) {
            invocation.terminal().out().println(Words.text(invocation, found.indexThere() ? "store.test.good" : "store.test.new",
                    found.version().isEmpty() ? "?" : found.version(), cluster.get().index(), found.events()));
        } else {
            invocation.terminal().err().println(Table.printable(found.problem().get().line()));
        }
        return found.problem().isEmpty() ? DONE : FAILED;
    }

    private static Map<String, Object> document(ConnectionCheck found) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("usable", found.problem().isEmpty());
        document.put("version", found.version());
        document.put("indexThere", found.indexThere());
        document.put("events", found.events());
        document.put("problem", found.problem().map(problem -> problem.line()).orElse(""));
        return document;
    }
}
