package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Optional;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.collector.CollectorCertificate;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes another certificate for the collector, and another authority when that is asked for. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=collector renew")
public final class CollectorRenewVerb implements Verb {
    @Option(names = "--authority", descriptionKey = "authority")
    private boolean authority;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Operation<CollectorCertificate> operation = invocation.engines().get(EngineWiring.class).renew(authority);
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isPresent()) {
            CollectorCertificate fresh = operation.run(plan.get(), invocation.progress());
            invocation.terminal().out().println(Words.text(invocation, "collector.certificate", Words.time(fresh.expires()), fresh.fingerprint()));
            invocation.terminal().out().println(Words.text(invocation, "collector.authority", Words.time(fresh.authorityExpires()), fresh.authorityFingerprint()));
        }
        return DONE;
    }
}
