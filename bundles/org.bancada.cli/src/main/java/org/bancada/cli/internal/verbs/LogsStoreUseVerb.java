package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.log.ClusterAddress;
import org.bancada.log.StoreChoice;
import org.bancada.log.UseStore;
import org.bancada.store.AuditLog;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps log events in another store from now on. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs store use")
public final class LogsStoreUseVerb implements Verb {
    private static final String EMBEDDED = "embedded";

    @Parameters(paramLabel = "embedded|URL", descriptionKey = "store")
    private String store;

    @Mixin
    private StoreOptions which;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        if (store.equals(EMBEDDED) && which.any()) {
            throw new UsageException(Words.text(invocation, "store.embedded.options"));
        }
        Optional<ClusterAddress> cluster = store.equals(EMBEDDED) ? Optional.empty() : Optional.of(which.address(store));
        StoreChoice choice = invocation.engines().get(StoreChoice.class);
        char[] secret = which.secret(invocation);
        try {
            UseStore operation = new UseStore(choice, invocation.engines().get(AuditLog.class), cluster, secret, invocation.progress());
            Optional<Plan> plan = options.agree(operation, invocation);
            if (plan.isEmpty()) {
                return DONE;
            }
            operation.run(plan.get(), invocation.progress());
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
        if (options.json()) {
            new Json(invocation.terminal().out()).print(Map.of("store", store));
        } else {
            invocation.terminal().out().println(Table.printable(Words.text(invocation, "store.used", store)));
        }
        return DONE;
    }
}
