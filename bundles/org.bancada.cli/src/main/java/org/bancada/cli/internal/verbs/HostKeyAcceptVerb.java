package org.bancada.cli.internal.verbs;

import java.io.IOException;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pins the host key that a node presents, after a person has compared its fingerprint, or a script has given it. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=hostkey accept")
public final class HostKeyAcceptVerb implements Verb {
    @Parameters(paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Option(names = "--fingerprint", paramLabel = "SHA256:...", descriptionKey = "fingerprint")
    private String fingerprint;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Node node = invocation.node(name);
        HostKeys keys = invocation.engines().get(Remote.class).hostKeys();
        HostKeys.Status status = keys.check(node);
        HostKeys.Key shown = status.shown();
        if (shown == null) {
            throw new ProblemException(new Problem(Words.text(invocation, "hostkey.no.key"), node.name(), Words.text(invocation, "hostkey.no.key.cure")));
        }
        if (fingerprint != null && !fingerprint.equals(shown.fingerprint())) {
            throw new ProblemException(new Problem(Words.text(invocation, "hostkey.other", shown.fingerprint()), node.name(),
                    Words.text(invocation, "hostkey.other.cure")));
        }
        invocation.terminal().out().println(node.name() + ": " + HostKeyShowVerb.text(shown) + " ("
                + Words.text(invocation, "hostkey." + Words.word(status.state())) + ")");
        if (options.dryRun() || status.state() == HostKeys.State.PINNED) {
            return DONE;
        }
        options.confirm(Words.text(invocation, status.pinned() == null ? "hostkey.question" : "hostkey.question.changed"), invocation);
        keys.accept(node, shown);
        return DONE;
    }
}
