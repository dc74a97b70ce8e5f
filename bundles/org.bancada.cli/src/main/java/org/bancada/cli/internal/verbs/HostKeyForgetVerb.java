package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets the host key that is pinned for a node. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=hostkey forget")
public final class HostKeyForgetVerb implements Verb {
    @Parameters(paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Node node = invocation.node(name);
        HostKeys keys = invocation.engines().get(Remote.class).hostKeys();
        Optional<HostKeys.Key> pinned = keys.pinned(node);
        invocation.terminal().out().println(node.name() + ": " + pinned.map(HostKeyShowVerb::text)
                .orElseGet(() -> Words.text(invocation, "hostkey.nothing")));
        if (options.dryRun() || pinned.isEmpty()) {
            return DONE;
        }
        options.confirm(Words.text(invocation, "hostkey.question.forget"), invocation);
        keys.forget(node);
        return DONE;
    }
}
